-- Orders, and the messages about them that are still to be published: written in one transaction, so neither is lost.
CREATE TABLE orders (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  idempotency_key text NOT NULL UNIQUE,
  customer text NOT NULL,
  items jsonb NOT NULL,
  status text NOT NULL DEFAULT 'accepted' CHECK (status IN ('accepted', 'processed')),
  created_at timestamptz NOT NULL DEFAULT now()
);

-- subject: of the kind "order" the order's id, of the kind "report" the report's due.
CREATE TABLE outbox (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('order', 'report')),
  subject text NOT NULL
);
