import type { Generated } from 'kysely';

/**
 * An order's `terms` and its `settlement` are each read and written whole, as JSON;
 * what a query filters by has a column of its own. `strays` are the unmatched payments.
 * Times are RFC 3339 texts in UTC, which compare as times.
 */
export type Tables = {
  orders: {
    payment_id: string;
    terms: string;
    status: string | null;
    hold_reason: string | null;
    settlement: string | null;
    version: number;
    created_at: string;
    poll_at: string | null;
    polls: number;
    secret_hash: Generated<string | null>;
    return_hash: Generated<string | null>;
    /** Absent for the hosted page of the item. */
    page: Generated<string | null>;
    returned_at: Generated<string | null>;
    returned_with_code: Generated<number | null>;
    return_closed_at: Generated<string | null>;
    /** A JSON list. */
    approval: Generated<string | null>;
  };
  /** Marks by their hash, and the origin of the page that each is for. */
  return_marks: { hash: string; payment_id: string; origin: string; expires_at: string };
  order_keys: {
    hash: string;
    payment_id: string;
    kind: string;
    expires_at: string;
    revoked_at: string | null;
  };
  watermarks: {
    name: string;
    taken_until: string;
    read_until: Generated<string | null>;
    pass_at: Generated<string | null>;
    pass_until: Generated<string | null>;
    completed_until: Generated<string | null>;
  };
  strays: {
    payment_id: string;
    status: string;
    status_changed_at: string;
    details: string;
    first_seen_at: string;
    seen: string | null;
  };
  fulfilments: { payment_id: string; transaction_id: string; fulfilled_at: string };
  fulfilment_events: {
    id: string;
    payment_id: string;
    type: string;
    body: string;
    created_at: string;
    attempts: number;
    due_at: string | null;
    delivered_at: string | null;
    last_error: string | null;
    receiver: Generated<string | null>;
    event_id: Generated<string | null>;
  };
  /** What is personal: `details` is JSON, which buyer-store.ts alone reads. */
  buyers: { payment_id: string; details: string; paid_at: string | null; look_at: string | null };
  /** How many pieces are sold, and how many there are as a server's catalog said last. */
  stock_shelves: { shelf: string; stock: number | string | null; sold: number | string };
  /** The orders that keep pieces from others until they are paid. Nothing in it says who they are of. */
  stock_holds: {
    payment_id: string;
    shelf: string;
    quantity: number | string;
    held_until: string;
    /** Some bits of a hash. */
    client: string | null;
    around: string | null;
    for_deposit: number;
  };
  rate_limits: { key: string; points: number; expire: number | string | null };
  readiness: { written_at: string };
  /** Which version of the server ran a migration. */
  versions: { migration: string; version: string };
  kysely_migration: { name: string; timestamp: Generated<string> };
};
