import { publish, writeGraph } from '../studio.mjs'

const SCHEDULES = 3

/** Schedules for every minute. Each minute between their start and end has exactly one run. */
export async function schedules(world) {
  const app = await publish(world, 'Schedules', writeGraph(world.target.url))
  const ids = []
  const minuteOf = async () => {
    const [row] = await world.sql`select floor(extract(epoch from now()) / 60)::int as minute`
    return row.minute
  }
  let minutes = 0
  return {
    app,
    isLong: true,
    async work(untilFaultsEnd) {
      for (let index = 0; index < SCHEDULES; index += 1) {
        const settings = { cron: '* * * * *', timeZone: 'UTC', missed: 'all', overlap: 'allow' }
        const body = { name: `s${index}`, ...settings, inputs: { what: `schedule-${index}` } }
        ids.push((await world.owner(world.urls, 'POST', `/apps/${app.id}/schedules`, body)).id)
      }
      const first = await minuteOf()
      await untilFaultsEnd
      // Schedules due in the minute in which the faults end may fire late.
      while ((await minuteOf()) === first) await new Promise((resolve) => setTimeout(resolve, 500))
      await new Promise((resolve) => setTimeout(resolve, 15_000))
      minutes = (await minuteOf()) - first
      for (const id of ids) await world.owner(world.urls, 'PATCH', `/schedules/${id}`, { enabled: false })
      // The first and the last minute may pass while they are created and stopped.
    },
    expected: async (sql) => {
      const [row] = await sql`select count(*)::int as count from runs where app_id = ${app.id}`
      return row.count
    },
    writes: async () => [],
    /** Three runs write under the same name, each with its own key. */
    keysOf: 'run',
    inspect: async (sql) => {
      const rows = await sql`
        select trigger_id, count(*)::int as count from runs where app_id = ${app.id} group by trigger_id`
      const problems = []
      if (rows.length !== SCHEDULES) problems.push(`${rows.length} of ${SCHEDULES} schedules ran`)
      for (const { count } of rows)
        if (count < minutes || count > minutes + 1) problems.push(`a schedule ran ${count} times in ${minutes} minutes`)
      return problems
    },
  }
}
