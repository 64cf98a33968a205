-- What the workers do. The row in processed keeps them from doing it twice; a message may well come twice.
CREATE TABLE processed (
  order_id uuid PRIMARY KEY REFERENCES orders,
  processed_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE shipments (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  order_id uuid NOT NULL REFERENCES orders,
  pieces bigint NOT NULL
);
CREATE INDEX shipments_of_an_order ON shipments (order_id);
