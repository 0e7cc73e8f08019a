/**
 * Runs `task(signal)` again and again, never two at once. The task answers with the pause in ms before its next turn,
 * or null to rest until `now()`. `stop()` ends it and aborts what is on its way.
 */
export function repeat(task) {
  const abort = new AbortController();
  let timer = null;
  let running = false;
  let again = false;

  async function turn() {
    running = true;
    again = false;
    clearTimeout(timer);
    let pause = null;
    try {
      pause = await task(abort.signal);
    } finally {
      running = false;
    }
    if (abort.signal.aborted) return;
    if (again) turn();
    else if (pause !== null) timer = setTimeout(turn, pause);
  }

  return {
    now() {
      if (running) again = true;
      else if (!abort.signal.aborted) turn();
    },
    stop() {
      clearTimeout(timer);
      abort.abort();
    },
  };
}

export const delay = (ms) => new Promise((done) => setTimeout(done, ms));
