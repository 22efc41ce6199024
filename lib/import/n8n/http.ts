import type { JsonObject } from '@/lib/core/json'
import { objectOf, textOf } from '../fields'
import type { N8nNode } from './n8n-file'
import type { N8nReader } from './n8n-reader'

const NOT_IMPORTED = ['pagination', 'proxy', 'batching']

/** An HTTP request, as a step. */
export function requestOf(node: N8nNode, reader: N8nReader): JsonObject {
  const { method, requestMethod, url, sendQuery, sendHeaders, authentication, options } = node.parameters
  const pairs = (key: string) =>
    reader
      .list(node, key, 'parameters')
      .map(({ name, value }) => ({ key: textOf(name), value: reader.text(value, node) }))
  if (textOf(authentication) !== '' && authentication !== 'none')
    reader.flow.note(node.name, 'credential', credentialOf(node))
  for (const key of NOT_IMPORTED) if (objectOf(options)[key] !== undefined) reader.flow.note(node.name, 'setting', key)
  return {
    method: textOf(method) || textOf(requestMethod) || 'GET',
    url: reader.text(url, node),
    params: sendQuery === true ? pairs('queryParameters') : [],
    headers: sendHeaders === true ? pairs('headerParameters') : [],
    body: bodyOf(node, reader),
    fails: true,
  }
}

const credentialOf = ({ parameters, credentials }: N8nNode) =>
  textOf(parameters.nodeCredentialType) || textOf(parameters.genericAuthType) || Object.keys(credentials).join(', ')

function bodyOf(node: N8nNode, reader: N8nReader): JsonObject {
  const { sendBody, contentType, specifyBody, jsonBody, body, rawContentType } = node.parameters
  if (sendBody !== true) return { type: 'none' }
  const kind = textOf(contentType) || 'json'
  if (kind === 'raw' || specifyBody === 'string') {
    const isJson = textOf(rawContentType).includes('json')
    return { type: isJson ? 'json' : 'raw-text', data: reader.text(body, node) }
  }
  const fields = reader.list(node, 'bodyParameters', 'parameters')
  if (kind === 'form-urlencoded') {
    const data = fields.map(({ name, value }) => ({ key: textOf(name), value: reader.text(value, node) }))
    return { type: 'x-www-form-urlencoded', data }
  }
  if (kind !== 'json') return { type: 'form-data' }
  if (specifyBody === 'json') return { type: 'json', data: reader.text(jsonBody, node) }
  // Values need quotes and escapes, so a step builds the object.
  const id = reader.flow.step({
    ...reader.place(node),
    id: `${node.name}/body`,
    type: 'object',
    data: { fields: fields.map(({ name, value }) => ({ name: textOf(name), value: reader.text(value, node) })) },
  })
  return { type: 'json', data: `{{#${id}.result#}}` }
}
