// Invariants of every run, regardless of the faults injected into its processes.

/** @returns the counts of one workload and a description of each problem */
export async function inspect(sql, { name, workload, target }) {
  const runs = await sql`select id, status, error, owner, attempts from runs where app_id = ${workload.app.id}`
  const problems = await workload.inspect(sql)
  const expected = await workload.expected(sql)
  if (runs.length !== expected) problems.push(`${name}: ${runs.length} runs instead of ${expected}`)
  let takenOver = 0
  for (const run of runs) {
    if (run.status !== 'succeeded') problems.push(`${name}: ${run.id} is ${run.status} (${run.error ?? run.owner})`)
    const rows = await sql`select events from run_events where run_id = ${run.id} order by seq`
    const events = rows.flatMap((row) => row.events)
    problems.push(...logProblems(run.id, events))
    if (rows.some((row) => row.events.length === 0)) takenOver += 1
  }
  const writes = await workload.writes(sql)
  for (const written of writes) {
    const keys = target.writes.get(written)?.size ?? 0
    if (keys !== 1) problems.push(`${name}: ${written} was written under ${keys} keys`)
  }
  return { runs: runs.length, takenOver, writes: writes.length, repeatedWrites: repeatedOf(target, writes), problems }
}

function logProblems(runId, events) {
  const problems = []
  const numbers = events.map(({ seq }) => seq)
  if (numbers.some((seq, index) => index > 0 && seq <= numbers[index - 1]))
    problems.push(`${runId} has numbers out of order`)
  const ends = events.flatMap(({ event }) => (event.type === 'node-end' ? [event.path.join('/')] : []))
  if (new Set(ends).size !== ends.length) problems.push(`${runId} repeated a stored step`)
  const last = events.filter(({ event }) => event.type === 'run-end' || event.type === 'run-error')
  if (last.length !== 1) problems.push(`${runId} has ${last.length} ends`)
  return problems
}

/** Requests that were sent again under the same key. */
function repeatedOf(target, writes) {
  let repeated = 0
  for (const written of writes) for (const count of target.writes.get(written)?.values() ?? []) repeated += count - 1
  return repeated
}
