import { defineExport } from '@/lib/export/node-export'
import type { WaitConfig } from './manifest'

const UNIT_MS = { seconds: 1_000, minutes: 60_000, hours: 3_600_000, days: 86_400_000 }

export default defineExport<WaitConfig>({
  write(writer, { mode, amount, unit, until }) {
    writer.differs(
      'A Wait holds its process: it must run until then. In Patchbay a wait costs nothing and outlives restarts.',
    )
    const time =
      mode === 'duration'
        ? `Date.now() + ${amount * UNIT_MS[unit]}`
        : `${writer.lib('wait', 'parseTime')}(${writer.template(until)})`
    return {
      doc: mode === 'duration' ? `resumes after ${amount} ${unit}.` : 'resumes at a time.',
      lines: [
        `await ${writer.lib('wait', 'waitUntil')}(${time}, ${writer.signal})`,
        `return ${writer.give([['value', writer.input('value') ?? 'null']])}`,
      ],
    }
  },
})
