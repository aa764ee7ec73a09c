"""The Lua scripts that change the leases. Each runs whole or not at all, by Redis's own clock.

What Redis holds, all of it expiring by itself:

- `frontdesk:presence:of:<agent>`, a hash: connection id → `<connected_at> <until_ms> <forget_at_ms>`, the newest that
  was heard of this connection; `until_ms` 0 says that it has ended.
- `frontdesk:presence:agents`, a sorted set: agent → until when they are present, in ms.
- `frontdesk:presence:since`: since when Redis has been told of leases, in ms.

Of two messages about one connection id the one with the later connect time is newer; at the same connect time the
disconnect is. The older one changes nothing, so the outcome does not depend on the order in which they arrive.
"""

NOW = """
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
"""

RECORDS = """
local function read(record)
  local at, ends, forget_at = string.match(record, '^(%d+) (%d+) (%d+)$')
  return tonumber(at), tonumber(ends), tonumber(forget_at)
end
local function write(key, connection, connected_at, ends, memory_ms)
  local record = string.format('%s %.0f %.0f', connected_at, ends, now + memory_ms)
  redis.call('HSET', key, connection, record)
  redis.call('PEXPIRE', key, memory_ms)
end
local function is_news(key, connection, connected_at)
  local record = redis.call('HGET', key, connection)
  if not record then return true end
  local at, ends = read(record)
  return at < tonumber(connected_at) or (at == tonumber(connected_at) and ends > 0)
end
"""

# KEYS: agents, since, and per lease its agent's hash.
# ARGV: lease_ms, memory_ms, and per lease agent, connection, connected_at.
HOLD = f"""
{NOW}
{RECORDS}
local lease_ms, memory_ms = tonumber(ARGV[1]), tonumber(ARGV[2])
for n = 3, #KEYS do
  local agent, connection, connected_at = ARGV[3 * n - 6], ARGV[3 * n - 5], ARGV[3 * n - 4]
  if is_news(KEYS[n], connection, connected_at) then
    write(KEYS[n], connection, connected_at, now + lease_ms, memory_ms)
    redis.call('ZADD', KEYS[1], now + lease_ms, agent)
  end
end
redis.call('PEXPIRE', KEYS[1], memory_ms)
redis.call('SET', KEYS[2], now, 'NX')
redis.call('PEXPIRE', KEYS[2], memory_ms)
"""

# KEYS: agents, the agent's hash. ARGV: lingering_ms, memory_ms, agent, connection, connected_at.
# Returns 1 when no connection of the agent is left. Never makes anybody present for longer than they were.
LET_GO = f"""
{NOW}
{RECORDS}
local lingering_ms, memory_ms = tonumber(ARGV[1]), tonumber(ARGV[2])
local agent, connection, connected_at = ARGV[3], ARGV[4], ARGV[5]
local news = is_news(KEYS[2], connection, connected_at)
if news then write(KEYS[2], connection, connected_at, 0, memory_ms) end
local live_until = 0
local records = redis.call('HGETALL', KEYS[2])
for n = 1, #records, 2 do
  local _, ends, forget_at = read(records[n + 1])
  live_until = math.max(live_until, ends)
  if forget_at <= now then redis.call('HDEL', KEYS[2], records[n]) end
end
if news then
  local present_until = tonumber(redis.call('ZSCORE', KEYS[1], agent) or 0)
  local most = math.max(live_until, now + lingering_ms)
  if present_until > most then redis.call('ZADD', KEYS[1], most, agent) end
end
return live_until <= now and 1 or 0
"""

# KEYS: agents, since. ARGV: settling_ms. Returns nothing while Redis cannot know who is missing.
PRESENT = f"""
{NOW}
local since = redis.call('GET', KEYS[2])
if not since or now - tonumber(since) < tonumber(ARGV[1]) then return false end
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
return redis.call('ZRANGE', KEYS[1], 0, -1)
"""
