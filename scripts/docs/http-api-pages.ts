import { describeAnyApp } from '@/lib/api/public/openapi/describe-any-app'
import { describeOpenAi } from '@/lib/api/public/openapi/describe-openai'
import { describeStudio } from '@/lib/api/studio/openapi/describe-studio'
import { studioRoutes } from '@/lib/api/studio/studio-routes'
import { anchorOf, code, generatedFrom, table } from './markdown'
import { fieldRows, refName, type SchemaNode, typeText } from './schema-text'

const FOLDER = 'docs/reference/http-api'
const APP_URL = 'http://localhost:3000'

interface Operation {
  summary: string
  operationId: string
  description?: string
  tags?: string[]
  parameters?: (Parameter | { $ref: string })[]
  requestBody?: { content: Content }
  responses: Record<string, { description?: string; content?: Content; $ref?: string }>
}
interface Parameter {
  name: string
  in: string
  required?: boolean
  description?: string
  schema: SchemaNode
}
type Content = Record<string, { schema?: SchemaNode; example?: unknown }>
interface Document {
  info: { title: string; description?: string }
  servers: { url: string }[]
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, SchemaNode>; parameters?: Record<string, Parameter> }
}
interface Listed {
  method: string
  path: string
  operation: Operation
}

/** The reference of the HTTP APIs: a page per section, and an index. */
export function httpApiPages(): Record<string, string> {
  const studio = asDocument(
    describeStudio(
      studioRoutes.map(({ contract }) => contract),
      APP_URL,
    ),
  )
  const app = asDocument(describeAnyApp(APP_URL))
  const openai = asDocument(describeOpenAi(APP_URL))
  const sections = Map.groupBy(operationsOf(studio), ({ operation }) => operation.tags?.[0] ?? '')
  const homes = schemaHomes(studio, sections)
  const pages: Record<string, string> = {
    [`${FOLDER}/public.md`]: pageOf('Public API', app, operationsOf(app), null, [
      `Base URL: \`${app.servers[0]?.url.replace(APP_URL, '')}\`, with an API key as bearer token. See [call an app](../../guides/call-an-app.md). Each app serves its own document with its inputs at \`openapi.json\` below this URL.`,
    ]),
    [`${FOLDER}/openai.md`]: pageOf('OpenAI-compatible API', openai, operationsOf(openai), null, [
      `Base URL: \`${openai.servers[0]?.url.replace(APP_URL, '')}\`, with an API key as bearer token. The model name is the address of an app. See [use OpenAI clients](../../guides/use-openai-clients.md).`,
    ]),
  }
  for (const [section, operations] of sections)
    pages[`${FOLDER}/${fileOf(section)}`] = pageOf(section, studio, operations, homes, [
      'Part of the studio API. [Overview](README.md) explains sessions and errors.',
    ])
  pages[`${FOLDER}/README.md`] = indexPage(studio, sections)
  return pages
}

/** Safe: the tests validate these documents; only parts that are checked here are read. */
const asDocument = (document: object): Document => JSON.parse(JSON.stringify(document))

function operationsOf({ paths }: Document): Listed[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  )
}

const fileOf = (section: string) => `${section.toLowerCase().replaceAll(' ', '-')}.md`

function indexPage(studio: Document, sections: ReadonlyMap<string, Listed[]>): string {
  const rows = [...sections].map(([section, operations]) => [
    `[${section}](${fileOf(section)})`,
    operations
      .map(({ operation }) => `[${operation.summary}](${fileOf(section)}#${anchorOf(operation.summary)})`)
      .join(' · '),
  ])
  return join([
    '# HTTP APIs',
    generatedFrom('lib/contracts'),
    'All APIs are also rendered with search and code in the studio at `/docs/api`, and available as OpenAPI 3.1:',
    table(
      ['API', 'Document', 'For'],
      [
        ['[Public API](public.md)', '`/api/openapi/app.json`', 'programs that call a published app'],
        ['[OpenAI-compatible API](openai.md)', '`/api/openapi/openai.json`', 'OpenAI clients'],
        ['Studio API', '`/api/openapi.json`', 'everything that the studio does'],
      ],
    ),
    'The AI SDK, MCP, Dify and Flowise protocols are described in [public API](../../concepts/public-api.md).',
    '## Studio API',
    studio.info.description ?? '',
    'Errors look as follows; [errors](../errors.md) lists all codes and keys.',
    '```json\n{ "error": { "code": "NOT_FOUND", "key": "request.addressUnknown", "params": {}, "message": "…", "requestId": "…" } }\n```',
    table(['Section', 'Operations'], rows),
  ])
}

function pageOf(
  title: string,
  document: Document,
  operations: readonly Listed[],
  homes: ReadonlyMap<string, string> | null,
  intro: readonly string[],
): string {
  const page = fileOf(title)
  const schemasOfPage = homes
    ? [...homes].filter(([, home]) => home === page).map(([name]) => name)
    : Object.keys(document.components.schemas)
  const linkTo = (name: string) => {
    const home = homes ? homes.get(name) : page
    if (home === undefined || !isShown(document.components.schemas[name])) return null
    return `${home === page ? '' : home}#${anchorOf(name)}`
  }
  const shownSchemas = schemasOfPage.filter((name) => isShown(document.components.schemas[name])).sort()
  return join([
    `# ${title}`,
    generatedFrom('lib/contracts'),
    ...intro,
    ...operations.flatMap((listed) => operationText(document, listed, linkTo)),
    ...(shownSchemas.length > 0 ? ['## Schemas'] : []),
    ...shownSchemas.flatMap((name) => schemaText(name, document.components.schemas[name] ?? {}, linkTo)),
  ])
}

/** A schema that only repeats its name needs no section. */
const isShown = (schema: SchemaNode | undefined) =>
  schema !== undefined && (schema.properties ?? schema.anyOf ?? schema.oneOf ?? schema.enum) !== undefined

function operationText(
  document: Document,
  { method, path, operation }: Listed,
  linkTo: (name: string) => string | null,
) {
  const parameters = (operation.parameters ?? []).map((parameter) =>
    '$ref' in parameter ? document.components.parameters?.[refName(parameter.$ref)] : parameter,
  )
  const rows = parameters.flatMap((parameter) =>
    parameter
      ? [
          [
            code(parameter.name),
            parameter.in,
            typeText(parameter.schema, linkTo),
            [parameter.required && parameter.in !== 'path' ? 'Required.' : '', parameter.description ?? '']
              .filter(Boolean)
              .join(' '),
          ],
        ]
      : [],
  )
  return [
    `## ${operation.summary}`,
    `\`${method} ${path}\``,
    operation.description ?? '',
    ...(rows.length > 0 ? [table(['Parameter', 'In', 'Type', 'Meaning'], rows)] : []),
    ...contentText('Request body', operation.requestBody?.content, linkTo, true),
    ...Object.entries(operation.responses).flatMap(([status, { content }]) =>
      content ? contentText(`Response ${status}`, content, linkTo, false) : [],
    ),
  ]
}

function contentText(
  label: string,
  content: Content | undefined,
  linkTo: (name: string) => string | null,
  isRequest: boolean,
) {
  return Object.entries(content ?? {}).flatMap(([type, { schema = {}, example }]) => {
    const rows = fieldRows(schema, linkTo, { showRequired: isRequest })
    const what = schema.properties ? '' : `: ${typeText(schema, linkTo)}`
    return [
      `**${label}** \`${type}\`${type === 'application/octet-stream' ? '' : what}`,
      ...(rows.length > 0 ? [table(['Field', 'Type', 'Meaning'], rows)] : []),
      ...(example === undefined ? [] : [`\`\`\`json\n${JSON.stringify(example, null, 2)}\n\`\`\``]),
    ]
  })
}

function schemaText(name: string, schema: SchemaNode, linkTo: (name: string) => string | null): string[] {
  const rows = fieldRows(schema, linkTo, { showRequired: false })
  return [
    `### ${name}`,
    schema.description ?? '',
    rows.length > 0 ? table(['Field', 'Type', 'Meaning'], rows) : `One of: ${typeText(schema, linkTo)}.`,
  ]
}

/** The page of each schema: that of the first section which uses it, directly or through another schema. */
function schemaHomes(document: Document, sections: ReadonlyMap<string, Listed[]>): Map<string, string> {
  const homes = new Map<string, string>()
  const place = (value: unknown, page: string) => {
    for (const [, name = ''] of JSON.stringify(value).matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
      if (homes.has(name)) continue
      homes.set(name, page)
      place(document.components.schemas[name] ?? {}, page)
    }
  }
  for (const [section, operations] of sections) place(operations, fileOf(section))
  return homes
}

const join = (parts: readonly string[]) => `${parts.filter(Boolean).join('\n\n')}\n`
