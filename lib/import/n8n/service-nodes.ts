import type { Json, JsonObject } from '@/lib/core/json'
import { objectOf, textOf } from '../fields'
import { pageAction, webAction } from '../services'
import type { N8nNode } from './n8n-file'
import { type N8nReader, typeOf } from './n8n-reader'

interface Service {
  plugin: string
  action: string
  values: JsonObject
  /** The output that becomes the item of the node. */
  output: string
}

type ServiceReader = (node: N8nNode, reader: N8nReader) => Service | null

/** The value of a resource locator, or a plain value, as text with references. */
function located(value: Json | undefined, node: N8nNode, reader: N8nReader): string {
  const { value: inner } = objectOf(value)
  return reader.text(inner ?? value, node)
}

const operationOf = ({ parameters }: N8nNode): string => textOf(parameters.operation)

const mail =
  (plugin: 'gmail' | 'email'): ServiceReader =>
  (node, reader) => {
    const { sendTo, toEmail, subject, message, text, html } = node.parameters
    if (!/^(?:send|)$/.test(operationOf(node))) return null
    const to = reader.text(sendTo ?? toEmail, node)
    const body = [message, text, html].map((value) => reader.text(value, node)).find(Boolean)
    const values = { to, subject: reader.text(subject, node) || node.name, text: body ?? ' ' }
    return { plugin, action: 'send-mail', values, output: plugin === 'gmail' ? 'id' : 'messageId' }
  }

const slack: ServiceReader = (node, reader) => {
  const { channelId, channel, text } = node.parameters
  if (!/^(?:post|send|)$/.test(operationOf(node))) return null
  const values = { channel: located(channelId ?? channel, node, reader), text: reader.text(text, node) || ' ' }
  return { plugin: 'slack', action: 'post-message', values, output: 'ts' }
}

const telegram: ServiceReader = (node, reader) => {
  const { chatId, text } = node.parameters
  if (!/^(?:sendMessage|)$/.test(operationOf(node))) return null
  const values = { chat: reader.text(chatId, node), text: reader.text(text, node) || ' ' }
  return { plugin: 'telegram', action: 'send-message', values, output: 'messageId' }
}

const sql =
  (plugin: 'postgres' | 'mysql'): ServiceReader =>
  (node, reader) => {
    const { query } = node.parameters
    const statement = reader.text(query, node)
    if (operationOf(node) !== 'executeQuery' || statement.trim() === '') return null
    const isRead = /^\s*(?:select|with|show|explain)\b/i.test(statement)
    return { plugin, action: isRead ? 'query' : 'execute', values: { statement }, output: 'rows' }
  }

const sheets: ServiceReader = (node, reader) => {
  const { documentId, sheetId, sheetName, columns } = node.parameters
  const spreadsheet = located(documentId ?? sheetId, node, reader)
  const name = textOf(objectOf(sheetName).cachedResultName) || located(sheetName, node, reader)
  const range = /^[\w .-]+$/.test(name) && !name.startsWith('gid') ? name : 'A1'
  const operation = operationOf(node) || 'read'
  if (/^(?:read|lookup|getRows)/.test(operation))
    return { plugin: 'google-sheets', action: 'read-rows', values: { spreadsheet, range }, output: 'rows' }
  if (!/^(?:append|appendOrUpdate|update)$/.test(operation)) return null
  const fields = Object.entries(objectOf(objectOf(columns).value))
  const id = `${node.name}/row`
  const arriving = reader.arriving(node)?.whole()
  const inputs = fields.map(([, value], index) => ({
    name: `v${index + 1}`,
    value: reader.selector(value, node, `cell${index + 1}`) ?? [],
  }))
  const cells = inputs.map(({ name: input }) => `given.${input} ?? ''`)
  const code = fields.length > 0 ? `return [[${cells.join(', ')}]]` : 'return [Object.values(given.item ?? {})]'
  const data = { code, inputs: fields.length > 0 || !arriving ? inputs : [{ name: 'item', value: arriving }] }
  reader.flow.step({ ...reader.place(node), id, type: 'script', data })
  if (operation !== 'append') reader.flow.note(node.name, 'setting', operation)
  return {
    plugin: 'google-sheets',
    action: 'append-rows',
    values: { spreadsheet, range, rows: [id, 'result'] },
    output: 'count',
  }
}

const drive: ServiceReader = (node, reader) => {
  const { fileId, queryString, name } = node.parameters
  const operation = operationOf(node)
  if (operation === 'download')
    return {
      plugin: 'google-drive',
      action: 'download-file',
      values: { file: located(fileId, node, reader) },
      output: 'file',
    }
  const text = reader.text(queryString ?? name, node)
  if (!/^(?:search|list)$/.test(operation) || text === '') return null
  return { plugin: 'google-drive', action: 'search-files', values: { text }, output: 'files' }
}

const notion: ServiceReader = (node, reader) => {
  const { databaseId, pageId } = node.parameters
  const operation = operationOf(node)
  if (textOf(node.parameters.resource) === 'databasePage' && operation === 'getAll')
    return {
      plugin: 'notion',
      action: 'query-database',
      values: { database: located(databaseId, node, reader) },
      output: 'pages',
    }
  if (operation !== 'get') return null
  return {
    plugin: 'notion',
    action: 'read-page',
    values: { page: located(pageId, node, reader) },
    output: 'properties',
  }
}

const airtable: ServiceReader = (node, reader) => {
  const { base, table, application, columns } = node.parameters
  const at = { base: located(base ?? application, node, reader), table: located(table, node, reader) }
  const operation = operationOf(node)
  if (/^(?:search|list)$/.test(operation))
    return { plugin: 'airtable', action: 'list-records', values: at, output: 'records' }
  if (!/^(?:create|append)$/.test(operation)) return null
  const fields = Object.entries(objectOf(objectOf(columns).value)).map(([name, value]) => ({
    name,
    value: reader.text(value, node),
  }))
  const id = `${node.name}/values`
  reader.flow.step({ ...reader.place(node), id, type: 'object', data: { fields } })
  return { plugin: 'airtable', action: 'create-record', values: { ...at, values: [id, 'result'] }, output: 'fields' }
}

const SERVICES: Readonly<Record<string, ServiceReader>> = {
  gmail: mail('gmail'),
  emailSend: mail('email'),
  slack,
  telegram,
  postgres: sql('postgres'),
  mySql: sql('mysql'),
  googleSheets: sheets,
  googleDrive: drive,
  notion,
  airtable,
}

/** Converts an app node to an action of an integration. @returns false if it has no equivalent */
export function readService(node: N8nNode, reader: N8nReader): boolean {
  const type = typeOf(node)
  const service = Object.hasOwn(SERVICES, type) ? SERVICES[type]?.(node, reader) : webService(type, node, reader)
  if (!service) return false
  const { output, ...data } = service
  reader.flow.step({ ...reader.place(node), type: 'action', data })
  reader.items.set(node.name, reader.itemOfObject([node.name, output]))
  return true
}

/** Recognizes search and page nodes of the community by their type names. */
function webService(type: string, node: N8nNode, reader: N8nReader): Service | null {
  const { query, q, url, search } = node.parameters
  const text = reader.text(query ?? q ?? search, node)
  const found = text === '' ? null : webAction(type, text)
  if (found) return { ...found, output: found.action === 'read-page' ? 'text' : 'json' }
  const address = reader.text(url, node)
  if (!/jina|firecrawl|scrap/i.test(type) || address === '') return null
  return { ...pageAction(address), output: 'text' }
}

/** Adds the step for an app node that an agent calls. @returns false if it has no equivalent */
export function serviceTool(node: N8nNode, reader: N8nReader): boolean {
  const type = typeOf(node)
    .replace(/^tool(?=[A-Z])/, '')
    .replace(/Tool$/, '')
  const toolDescription = textOf(node.parameters.toolDescription) || textOf(node.parameters.description)
  const place = reader.place(node)
  if (/^calculator$/i.test(type)) {
    reader.flow.step({ ...place, type: 'math', data: { toolDescription } })
    return true
  }
  if (/^dateTime$/i.test(type)) {
    reader.flow.step({ ...place, type: 'date', data: { settings: { operation: 'now' }, toolDescription } })
    return true
  }
  const found = webAction(type, null)
  if (!found) return false
  reader.flow.step({ ...place, type: 'action-tool', data: { ...found, toolDescription } })
  return true
}
