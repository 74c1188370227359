-- Run once by the postgres image: one database a service, nobody reads another's.
CREATE DATABASE account;
CREATE DATABASE forum;
CREATE DATABASE matchmaking;
CREATE DATABASE notify;
