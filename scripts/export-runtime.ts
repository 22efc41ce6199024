import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

const ROOT = path.join(import.meta.dirname, '..')
const RUNTIME = 'lib/export/runtime'
/** Product files that exported projects contain, and the replacements of their imports. */
const SHARED = {
  'schema-problems': 'lib/graph/schema/schema-problems.ts',
  'validate-json': 'lib/nodes/shared/models/validate-json.ts',
  'find-injection': 'lib/nodes/shared/guards/find-injection.ts',
  'injection-patterns': 'lib/nodes/shared/guards/injection-patterns.ts',
  'find-harm': 'lib/nodes/shared/guards/find-harm.ts',
  'harm-categories': 'lib/nodes/shared/guards/harm-categories.ts',
  'plain-forms': 'lib/nodes/shared/guards/plain-forms.ts',
  jinja: 'lib/export/runtime/text/jinja.ts',
  'change-fields': 'lib/nodes/shared/lists/change-fields.ts',
  'change-date': 'lib/nodes/shared/values/change-date.ts',
  calculate: 'lib/nodes/shared/values/calculate.ts',
  'make-document': 'lib/nodes/shared/documents/make-document.ts',
  'document-blocks': 'lib/nodes/shared/documents/document-blocks.ts',
  'markdown-tree': 'lib/nodes/shared/documents/markdown-tree.ts',
  'pdf-file': 'lib/nodes/shared/documents/pdf-file.ts',
  'pdf-fonts': 'lib/nodes/shared/documents/pdf-fonts.ts',
  'pdf-words': 'lib/nodes/shared/documents/pdf-words.ts',
  'table-rows': 'lib/nodes/shared/documents/table-rows.ts',
  'write-csv': 'lib/nodes/shared/documents/write-csv.ts',
  'write-docx': 'lib/nodes/shared/documents/write-docx.ts',
  'write-html': 'lib/nodes/shared/documents/write-html.ts',
  'write-pdf': 'lib/nodes/shared/documents/write-pdf.ts',
  'write-xlsx': 'lib/nodes/shared/documents/write-xlsx.ts',
  'xml-text': 'lib/nodes/shared/documents/xml-text.ts',
  'extract-values': 'lib/nodes/shared/values/extract-values.ts',
  'change-list': 'lib/nodes/shared/lists/change-list.ts',
  'app-error': 'lib/export/runtime/services/app-error.ts',
  problem: 'lib/export/runtime/services/problem.ts',
  credentials: 'lib/export/runtime/services/credentials.ts',
  'service-action': 'lib/export/runtime/services/service-action.ts',
  'service-input': 'lib/export/runtime/services/service-input.ts',
  'service-tool': 'lib/export/runtime/services/service-tool.ts',
  'service-messages': 'lib/engine/service-messages.ts',
  'is-on-hosts': 'lib/core/network/is-on-hosts.ts',
  'host-list': 'lib/core/network/host-list.ts',
  'plugin-texts': 'lib/messages/problems/en/plugins.ts',
  'action-request': 'lib/plugins/action-request.ts',
  'plugin-hosts': 'lib/plugins/plugin-hosts.ts',
  'inserted-value': 'lib/core/inserted-value.ts',
  'place-inserted': 'lib/plugins/execute/place-inserted.ts',
  'action-failure': 'lib/plugins/execute/action-failure.ts',
  'build-request': 'lib/plugins/execute/build-request.ts',
  'collect-pages': 'lib/plugins/execute/collect-pages.ts',
  'fill-parameter': 'lib/plugins/execute/fill-parameter.ts',
  'fill-template': 'lib/plugins/execute/fill-template.ts',
  'json-pointer': 'lib/plugins/execute/json-pointer.ts',
  'multipart-body': 'lib/plugins/execute/multipart-body.ts',
  'pick-outputs': 'lib/plugins/execute/pick-outputs.ts',
}
const RENAMED: Readonly<Record<string, string>> = {
  '@/lib/graph/schema/schema-problems': './schema-problems',
  '@/lib/nodes/shared/models/validate-json': './validate-json',
  '@/lib/nodes/shared/guards/find-injection': './find-injection',
  '@/lib/nodes/shared/guards/find-harm': './find-harm',
  '@/lib/nodes/shared/guards/harm-categories': './harm-categories',
  '@/lib/core/json': './values',
  './json': './values',
  '@/lib/core/inserted-value': './inserted-value',
  '@/lib/plugins/execute/place-inserted': './place-inserted',
  '@/lib/export/runtime/conditions': './conditions',
  '@/lib/export/runtime/values': './values',
  '@/lib/export/runtime/variables': './variables',
  '../guards/matches-pattern': './pattern',
  '../files': './files',
  '../values': './values',
  './services/credentials': './credentials',
  '@/lib/core/app-error': './app-error',
  '@/lib/core/network/is-on-hosts': './is-on-hosts',
  '@/lib/engine/service-messages': './service-messages',
  '@/lib/messages/problems/problem': './problem',
  '@/lib/messages/problems/verbatim': './problem',
  '@/lib/messages/problems/en/plugins': './plugin-texts',
  '@/lib/plugins/action-request': './action-request',
  '../action-request': './action-request',
  '../plugin-hosts': './plugin-hosts',
  '@/lib/plugins/execute/action-failure': './action-failure',
  '@/lib/plugins/execute/build-request': './build-request',
  '@/lib/plugins/execute/collect-pages': './collect-pages',
  '@/lib/plugins/execute/pick-outputs': './pick-outputs',
  '@/lib/plugins/plugin-hosts': './plugin-hosts',
}
const NOT_IMPORTED = { typescript: 'typescript', types: '@types/node' }

/** The sources in src/lib of exported projects as strings, because the server's bundle contains no source files. */
export function exportRuntime(header: string): Record<string, string> {
  const own = readdirSync(path.join(ROOT, RUNTIME)).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  const sources = Object.fromEntries([
    ...own.map((file) => [file.slice(0, -3), `${RUNTIME}/${file}`]),
    ...Object.entries(SHARED),
  ])
  const entries = Object.entries<string>(sources)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, file]) => [name, toProjectSource(readFileSync(path.join(ROOT, file), 'utf8'))])
  return {
    'lib/export/runtime.gen.ts': [
      header,
      '/** Sources of src/lib in exported projects, by file name. */\nexport const runtimeSources = {\n',
      ...entries.map(([name, source]) => `  ${JSON.stringify(name)}: ${JSON.stringify(source)},\n`),
      '} as const satisfies Record<string, string>\n\nexport type RuntimeFile = keyof typeof runtimeSources\n\n',
      `/** Of the files above. */\nexport const runtimeLicense = ${JSON.stringify(readFileSync(path.join(ROOT, 'LICENSE'), 'utf8'))}\n`,
    ].join(''),
    'lib/export/dependency-versions.gen.ts': `${header}/** Versions that exported projects ask for: those that Patchbay is tested with. */\nexport const dependencyVersions: Readonly<Record<string, string>> = ${JSON.stringify(versionsFor(entries), null, 2)}\n`,
  }
}

/** Node runs TypeScript by file name, so imports include the extension. */
function toProjectSource(source: string): string {
  return source.replace(/from '(\.\.?\/|@\/)([^']+)'/g, (_, prefix: string, rest: string) => {
    const renamed = RENAMED[prefix + rest] ?? prefix + rest
    if (!renamed.startsWith('./')) throw new Error(`Sources of exported projects cannot import ${renamed}.`)
    return `from '${renamed}.ts'`
  })
}

function versionsFor(entries: string[][]): Record<string, string> {
  const { dependencies, devDependencies } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'))
  const imported = entries.flatMap(([, source = '']) =>
    [...source.matchAll(/from '((?:@[^/']+\/)?[^./'@:][^/':]*)(?:\/[^']*)?'/g)].map((match) => match[1] ?? ''),
  )
  const names = new Set(['@langchain/core', '@langchain/langgraph', ...imported, ...Object.values(NOT_IMPORTED)])
  return Object.fromEntries(
    [...names].toSorted().map((name) => [name, dependencies[name] ?? devDependencies[name] ?? missing(name)]),
  )
}

function missing(name: string): never {
  throw new Error(`package.json has no ${name}, which exported projects import.`)
}
