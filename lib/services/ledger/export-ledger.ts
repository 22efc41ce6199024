import 'server-only'
import type { exportLedger as contract, LedgerRange } from '@/lib/contracts/ledger'
import { csvLine } from '../batches/csv-line'
import { requireRole, type ServiceContext, type Verb } from '../context'
import { streamDownload } from '../stream-download'
import { readCalls } from './list-calls'
import { ledgerRows } from './read-ledger'

const PAGE_SIZE = 1_000

export const exportLedger: Verb<typeof contract> = async ({ ctx, query }) => {
  requireRole(ctx, 'viewer')
  const text = query.lines === 'summary' ? summaryText(ctx, query) : callsText(ctx, query)
  return streamDownload(text, `data-ledger-${query.lines}-${query.from}-${query.to}.csv`)
}

async function* summaryText(ctx: ServiceContext, range: LedgerRange): AsyncGenerator<string> {
  yield csvLine(SUMMARY)
  const { rows } = await ledgerRows(ctx.db, ctx.workspace.id, range)
  for (const row of rows) {
    const destination = [
      row.provider,
      row.host,
      row.regions.join(' '),
      row.model,
      row.connectionName ?? row.connectionId,
    ]
    const use = [row.dataUse, row.dataKinds.join(' ')]
    for (const app of row.apps)
      yield csvLine([
        ...destination,
        ...use,
        app.name ?? app.id,
        app.calls,
        app.characters,
        row.firstAt,
        row.lastAt,
        row.isInside ? 'no' : 'yes',
      ])
  }
}

async function* callsText(ctx: ServiceContext, range: LedgerRange): AsyncGenerator<string> {
  yield csvLine(CALLS)
  for (let cursor: string | undefined; ; ) {
    const page = await readCalls(ctx.db, ctx.workspace.id, { range, cursor, limit: PAGE_SIZE })
    yield page
      .map((call) =>
        csvLine([
          ...[call.at.toISOString(), call.provider, call.host, call.model, call.ability, call.dataKinds.join(' ')],
          ...[call.characters, call.outcome, call.appName, call.runId, call.nodeId, call.origin],
          ...[call.trainingJobId, call.dataset, call.version, call.examples],
        ]),
      )
      .join('')
    cursor = page.at(-1)?.id
    if (page.length < PAGE_SIZE) return
  }
}

const SUMMARY = [
  ...['provider', 'host', 'region', 'model', 'connection', 'data use', 'kinds of data', 'app'],
  ...['calls', 'characters', 'first', 'last', 'left'],
]
const CALLS = [
  ...['time', 'provider', 'host', 'model', 'ability', 'kinds of data'],
  ...['characters', 'outcome', 'app', 'run', 'step', 'origin'],
  ...['training', 'data set', 'version', 'examples'],
]
