-- For wrk: each request places an order of its own. The token is in ORDERS_BENCH_TOKEN; ORDERS_BENCH_RUN names the run.
local threads = 0

function setup(thread)
  threads = threads + 1
  thread:set('number', threads)
end

function init(_)
  sent = 0
  key = os.getenv('ORDERS_BENCH_RUN') .. '-' .. number .. '-'
  headers = { ['Content-Type'] = 'application/json', ['Authorization'] = 'Bearer ' .. os.getenv('ORDERS_BENCH_TOKEN') }
end

function request()
  sent = sent + 1
  headers['Idempotency-Key'] = key .. sent
  return wrk.format('POST', '/orders', headers,
    '{"customer":"customer-' .. sent % 1000 .. '","items":[{"sku":"sku-' .. sent % 100 .. '","quantity":2}]}')
end

function done(summary, latency, _)
  local seconds = summary.duration / 1e6
  io.write(string.format('%d requests in %.1f s: %.0f a second\n', summary.requests, seconds, summary.requests / seconds))
  io.write(string.format('latency: %.1f ms (50 %%), %.1f ms (99 %%), %.1f ms (longest)\n', latency:percentile(50) / 1000,
    latency:percentile(99) / 1000, latency.max / 1000))
  io.write(string.format('not accepted: %d; connections that failed: %d\n', summary.errors.status,
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
end
