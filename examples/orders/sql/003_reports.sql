-- One row for each interval: the scheduler makes it, which fails for the second that tries; a worker fills it in.
CREATE TABLE reports (
  due timestamptz PRIMARY KEY,
  accepted bigint,
  processed bigint,
  made_at timestamptz
);
