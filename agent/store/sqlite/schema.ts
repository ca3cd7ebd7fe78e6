/** Tables of the store. Text is UTF-8; JSON where the column holds a value; booleans are 0 and 1. */
export const SCHEMA_VERSION = 2;

export const SCHEMA = `
create table meta (name text primary key, value text not null) without rowid, strict;
create table machine (
  id text primary key, kind text not null, version integer not null, rollout text,
  owner text, fence integer not null, seq integer not null, hash text not null, checked_seq integer not null,
  state text not null, effect text, wake_in_ms integer, ended integer not null
) without rowid, strict;
create index machine_by_rollout on machine (rollout);
create index machine_open on machine (owner) where ended = 0;
create index machine_unchecked on machine (id) where seq > checked_seq;
create table event (
  machine text not null, seq integer not null, at integer not null, body text not null, hash text not null,
  primary key (machine, seq)
) without rowid, strict;
create table inbox (seq integer primary key autoincrement, recipient text not null, sender text not null, body text not null) strict;
create index inbox_by_recipient on inbox (recipient);
create table gate (rollout text primary key, state text not null, epoch integer not null) without rowid, strict;
create table plan (hash text primary key, body text not null) without rowid, strict;
create table plan_row (plan text not null, position integer not null, body text not null, primary key (plan, position)) without rowid, strict;
create table rollout (id text primary key, plan_hash text not null unique, actor text not null, began_at integer not null) without rowid, strict;
create table claim (name text primary key, machine text not null) without rowid, strict;
create index claim_by_machine on claim (machine);
create table reservation (
  machine text not null, account text not null, virtual_account text not null, license text not null, quantity integer not null,
  ended_at integer
) strict;
create index reservation_by_account on reservation (account collate nocase);
create index reservation_by_machine on reservation (machine);
create table worker (id text primary key, beat integer not null, host text not null, pid integer not null) without rowid, strict;
create table document (
  kind text not null, key text not null, at integer not null, body text not null, primary key (kind, key)
) without rowid, strict;
create table checkpoint (seq integer primary key, at integer not null, heads text not null, hash text not null) strict;
`;
