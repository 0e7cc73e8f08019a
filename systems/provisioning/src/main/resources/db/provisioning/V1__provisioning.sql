-- The schema of the provisioning service, in SQL that H2 and PostgreSQL both take.

CREATE TABLE tenant (
  id         VARCHAR(64) PRIMARY KEY,
  uid        UUID NOT NULL UNIQUE,
  team_name  VARCHAR(64) NOT NULL UNIQUE,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL,
  created_by VARCHAR(200) NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL,
  updated_by VARCHAR(200) NOT NULL
);

-- A team that is no longer on Mattermost keeps its row; the tenant's next one has the next number.
CREATE TABLE tenant_team (
  tenant_id  VARCHAR(64) NOT NULL REFERENCES tenant (id),
  number     INTEGER NOT NULL,
  team_id    CHAR(26) NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL,
  lost_at    TIMESTAMP WITH TIME ZONE,
  PRIMARY KEY (tenant_id, number)
);

-- An account that was undone keeps its row: it proves later that a user on Mattermost was ours. The
-- columns live_* hold what no two living accounts may share, and are empty once an account is gone.
CREATE TABLE account (
  id            UUID PRIMARY KEY,
  tenant_id     VARCHAR(64) NOT NULL REFERENCES tenant (id),
  login_id      VARCHAR(64) NOT NULL,
  email         VARCHAR(128) NOT NULL,
  username      VARCHAR(64) NOT NULL,
  name          VARCHAR(64) NOT NULL,
  password_hash VARCHAR(100),
  status        VARCHAR(16) NOT NULL CHECK (status IN ('PENDING', 'ACTIVE', 'REMOVED')),
  live_login_id VARCHAR(64) UNIQUE,
  live_email    VARCHAR(128) UNIQUE,
  live_username VARCHAR(64) UNIQUE,
  created_at    TIMESTAMP WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL,
  created_by    VARCHAR(200) NOT NULL,
  updated_at    TIMESTAMP WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL,
  updated_by    VARCHAR(200) NOT NULL
);

CREATE TABLE project (
  seq              BIGINT GENERATED ALWAYS AS IDENTITY UNIQUE,
  id               UUID PRIMARY KEY,
  tenant_id        VARCHAR(64) NOT NULL REFERENCES tenant (id),
  name             VARCHAR(64) NOT NULL,
  team_name        VARCHAR(64) NOT NULL UNIQUE,
  admin_account_id UUID NOT NULL REFERENCES account (id),
  status           VARCHAR(16) NOT NULL CHECK (status IN ('LIVE', 'WITHDRAWN')),
  created_at       TIMESTAMP WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL,
  created_by       VARCHAR(200) NOT NULL,
  updated_at       TIMESTAMP WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL,
  updated_by       VARCHAR(200) NOT NULL
);

CREATE TABLE portal (
  project_id UUID PRIMARY KEY REFERENCES project (id),
  title      VARCHAR(64) NOT NULL
);

CREATE TABLE menu (
  project_id UUID NOT NULL REFERENCES project (id),
  position   INTEGER NOT NULL,
  name       VARCHAR(64) NOT NULL,
  PRIMARY KEY (project_id, position)
);

CREATE TABLE workflow (
  project_id UUID NOT NULL REFERENCES project (id),
  position   INTEGER NOT NULL,
  state      VARCHAR(64) NOT NULL,
  PRIMARY KEY (project_id, position)
);

CREATE TABLE work (
  id         UUID PRIMARY KEY,
  project_id UUID NOT NULL REFERENCES project (id),
  parent_id  UUID REFERENCES work (id),
  title      VARCHAR(64) NOT NULL,
  state      VARCHAR(64) NOT NULL
);

CREATE INDEX work_of_project ON work (project_id);

CREATE TABLE role (
  id         BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account_id UUID NOT NULL REFERENCES account (id),
  project_id UUID REFERENCES project (id),
  name       VARCHAR(16) NOT NULL CHECK (name IN ('MEMBER', 'ADMIN')),
  created_at TIMESTAMP WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL,
  removed_at TIMESTAMP WITH TIME ZONE
);

CREATE INDEX role_of_account ON role (account_id);

CREATE TABLE mattermost_team (
  project_id UUID PRIMARY KEY REFERENCES project (id),
  tenant_id  VARCHAR(64) NOT NULL REFERENCES tenant (id),
  team_id    CHAR(26) NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL,
  removed_at TIMESTAMP WITH TIME ZONE
);

CREATE TABLE mattermost_user (
  id         BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tenant_id  VARCHAR(64) NOT NULL REFERENCES tenant (id),
  project_id UUID REFERENCES project (id),
  account_id UUID NOT NULL REFERENCES account (id),
  user_id    CHAR(26) NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL,
  removed_at TIMESTAMP WITH TIME ZONE,
  UNIQUE (project_id, account_id)
);

CREATE INDEX mattermost_user_of_account ON mattermost_user (account_id);

-- Which service of ours calls which APIs of others; written from the saga definitions at start-up.
CREATE TABLE service (
  svc_id     VARCHAR(100) PRIMARY KEY,
  saga       VARCHAR(100) NOT NULL UNIQUE,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL
);

CREATE TABLE service_api (
  svc_id   VARCHAR(100) NOT NULL REFERENCES service (svc_id),
  position INTEGER NOT NULL,
  name     VARCHAR(100) NOT NULL,
  api      VARCHAR(100) NOT NULL,
  method   VARCHAR(10) NOT NULL,
  url      VARCHAR(500) NOT NULL,
  PRIMARY KEY (svc_id, position)
);

-- What a check of a settled project found missing, and what became of it.
CREATE TABLE repair (
  project_id UUID NOT NULL REFERENCES project (id),
  number     INTEGER NOT NULL,
  state      VARCHAR(16) NOT NULL CHECK (state IN ('PENDING', 'STARTED', 'DROPPED')),
  missing    VARCHAR(200) NOT NULL,
  due_at     TIMESTAMP WITH TIME ZONE NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL,
  created_by VARCHAR(200) NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL,
  updated_by VARCHAR(200) NOT NULL,
  PRIMARY KEY (project_id, number)
);

CREATE INDEX repair_due ON repair (state, due_at);
