import { z } from 'zod'
import type { Json } from '@/lib/core/json'
import { serverOfPlugin } from '@/lib/graph/api-prefix'
import { describeField } from '@/lib/nodes/shared/actions/describe-field'
import { pluginHosts } from '@/lib/plugins/plugin-hosts'
import { RESERVED_NAMES } from '../app-module'
import { docComment } from '../code/comment-text'
import { toIdentifier } from '../code/identifier'
import { literal } from '../code/literal'
import { NodeProblem } from '../node-problem'
import type { ExportAction, ExportConnection, Project } from '../project'
import { createSourceFile, type SourceFile } from '../source-file'

export interface ServiceReference {
  plugin: string
  action: string
  actionVersion: number
  connection: string
}

export interface ServiceCode extends ExportAction {
  /** The imported constant of the action. */
  code: string
  /** Null if the service needs no credentials. */
  credentials: ExportConnection | null
}

/** src/actions/<service>-<action>.ts: an action of an integration as data. @throws a problem that names the missing part */
export function serviceCode(project: Project, user: SourceFile, reference: ServiceReference): ServiceCode {
  if (serverOfPlugin(reference.plugin) !== null)
    throw new NodeProblem(
      'Tools of MCP servers as steps are not part of exported projects. Plug the server into an agent.',
    )
  const found = project.sources.action?.(reference)
  if (!found) throw new NodeProblem('Its action does not exist in this Patchbay. Select another one.')
  const credentials = connectionOf(project, reference.connection, found)
  const { plugin, action } = found
  if (action.request === undefined || plugin.protocol !== undefined)
    throw new NodeProblem(
      `The action “${action.label}” of ${plugin.label} is code of Patchbay, not a single request, and is not part of exported projects.`,
    )
  const path = `src/actions/${plugin.id}-${action.id}`
  const name = toIdentifier(`${plugin.id} ${action.id}`, 'serviceAction', new Set(RESERVED_NAMES))
  if (!project.files.has(`${path}.ts`)) project.files.set(`${path}.ts`, actionFile(project, name, found))
  return { ...found, credentials, code: user.import(path, name) }
}

function connectionOf({ sources }: Project, id: string, { plugin, action }: ExportAction): ExportConnection | null {
  if (id === '') {
    const isFree = plugin.connections.some(({ kind, id: own }) => kind === 'none' && action.connections.includes(own))
    if (isFree) return null
    throw new NodeProblem(`It needs a connection to ${plugin.label}. Select one in its settings.`)
  }
  const connection = sources.connection?.(id)
  if (!connection) throw new NodeProblem(`Its connection to ${plugin.label} does not exist. Select another one.`)
  // Checked before the export: an exported project cannot edit its connections.
  pluginHosts(plugin, connection.fields)
  return connection
}

function actionFile(project: Project, name: string, found: ExportAction): string {
  const file = createSourceFile('actions', RESERVED_NAMES)
  project.runtime.add('service-action')
  file.import('src/lib/service-action', 'ServiceAction', { isType: true })
  const { plugin, action } = found
  const doc = docComment([`${plugin.label}: ${action.label}. ${action.description}`])
  return file.render(`${doc}export const ${name}: ServiceAction = ${literal(serviceData(found))}`)
}

/** The declarative part of an action, as `ServiceAction` of exported projects. */
export function serviceData({ plugin, action }: ExportAction): Json {
  const { effect, request, failure, errors, pick, paginate, modelOutput } = action
  const { label, baseUrl, hosts, headers } = plugin
  const data = {
    service: { label, baseUrl, hosts, headers },
    effect,
    ...(action.effect === 'write' ? { idempotency: action.idempotency } : {}),
    input: z.toJSONSchema(action.input, { io: 'input', unrepresentable: 'any', override: describeField }),
    request,
    failure,
    errors,
    pick,
    paginate,
    modelOutput,
  }
  // Without properties that are undefined.
  return JSON.parse(JSON.stringify(data))
}
