// npm run import -- FILE… [--out FOLDER] [--report md|json] [--dry-run]: converts files of other builders without a server.
// Exit code 0: complete; 1: some nodes are placeholders; 2: a file cannot be read.
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { localizeNote } from '@/components/app-file/localize-note'
import { AppError } from '@/lib/core/app-error'
import { printAppFile } from '@/lib/graph/app-file/print-app-file'
import { decodeFile } from '@/lib/import/decode-file'
import { isArchive, openArchive } from '@/lib/import/open-archive'
import { PEER_NAMES } from '@/lib/import/peer-names'
import { readApps } from '@/lib/import/read-apps'
import type { ImportReport } from '@/lib/import/report'
import { manifestOf } from '@/lib/nodes/manifests.gen'

const { values, positionals } = parseArgs({
  args: process.argv.slice(2),
  allowPositionals: true,
  options: {
    out: { type: 'string', default: '.' },
    report: { type: 'string', default: 'md' },
    'dry-run': { type: 'boolean', default: false },
  },
})
// npm runs scripts in the folder of the project.
const from = process.env.INIT_CWD ?? process.cwd()
const out = path.resolve(from, values.out)
let code = 0
if (positionals.length === 0) fail('Name the files, folders or ZIP archives to import.')
for (const file of positionals.flatMap((name) => filesIn(path.resolve(from, name)))) importFile(file)
process.exitCode = code

function filesIn(file: string): string[] {
  if (!statSync(file).isDirectory()) return [file]
  return readdirSync(file).flatMap((name) => filesIn(path.join(file, name)))
}

function importFile(file: string): void {
  try {
    const bytes = readFileSync(file)
    const texts = isArchive(bytes) ? openArchive(bytes) : [{ name: path.basename(file), text: decodeFile(bytes) }]
    for (const text of texts) for (const app of readApps(text)) write(app)
  } catch (error) {
    if (!AppError.isInstance(error)) throw error
    fail(`${file}: ${error.message}`)
  }
}

function write({ file, report }: ReturnType<typeof readApps>[number]): void {
  const name = file.app.name.replaceAll(/[^\p{L}\p{N}]+/gu, '-').replaceAll(/^-|-$/g, '') || 'app'
  const { exact = 0, equivalent = 0, partial = 0, missing = 0 } = report?.totals ?? {}
  if (missing > 0) code = Math.max(code, 1)
  process.stdout.write(
    `${file.app.name}: ${exact} exact, ${equivalent} equivalent, ${partial} partial, ${missing} missing\n`,
  )
  if (values['dry-run']) return
  mkdirSync(out, { recursive: true })
  writeFileSync(path.join(out, `${name}.patchbay.json`), printAppFile(file, manifestOf))
  if (!report) return
  const isJson = values.report === 'json'
  const text = isJson ? `${JSON.stringify(report, null, 2)}\n` : toMarkdown(file.app.name, report)
  writeFileSync(path.join(out, `${name}.report.${isJson ? 'json' : 'md'}`), text)
}

function toMarkdown(
  name: string,
  { peer, formatVersion, nodes, edges, references, settings, totals }: ImportReport,
): string {
  const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ')
  const rows = nodes.map(({ title, sourceType, status, notes }) => {
    return `| ${cell(title)} | ${cell(sourceType)} | ${status} | ${cell(notes.map(localizeNote).join(' '))} |`
  })
  const counts = Object.entries(totals).map(([status, count]) => `${count} ${status}`)
  return [
    `# ${name}`,
    `Imported from ${PEER_NAMES[peer]} (${formatVersion}): ${counts.join(', ')}.`,
    '',
    '| Node | Type | Status | What to do |',
    '|---|---|---|---|',
    ...rows,
    '',
    ...lossesOf(
      'Connections',
      edges.map(({ from, to, status }) => ({ text: `${from} → ${to}`, status })),
    ),
    ...lossesOf(
      'References',
      references.map(({ raw, at, status }) => ({ text: `${raw} in ${at}`, status })),
    ),
    ...lossesOf(
      'Settings',
      settings.map(({ path: name, at, status }) => ({
        text: `${name} of ${at}`,
        status: status === 'dropped' ? 'missing' : status,
      })),
    ),
  ].join('\n')
}

/** How many are kept, and those that are not. */
function lossesOf(title: string, rows: { text: string; status: string }[]): string[] {
  const lost = rows.filter(({ status }) => status === 'missing')
  return [
    `## ${title}`,
    `${rows.length - lost.length} of ${rows.length} are kept.`,
    ...lost.map(({ text }) => `- Lost: ${text}`),
    '',
  ]
}

function fail(message: string): void {
  process.stderr.write(`${message}\n`)
  code = 2
}
