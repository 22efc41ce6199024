import type { JsonObject } from '@/lib/core/json'
import { webAction } from '../services'
import type { FastgptNode } from './fastgpt-file'
import type { FastgptReader } from './fastgpt-reader'

/** Names of the inputs that contain what a service processes. */
const QUESTIONS = ['query', 'userChatInput', 'q', 'keyword', 'search', 'url', 'content', 'text']

/**
 * Adds the step for a service of FastGPT, such as its web search, by the service's address or plugin.
 * @returns false if the service has no equivalent
 */
export function serviceOf(address: string, node: FastgptNode, reader: FastgptReader): boolean {
  const name = address.trim()
  if (name === '') return false
  const step = stepFor(name, node, reader)
  if (!step) return false
  reader.flow.step({ ...reader.place(node), ...step })
  reader.flow.note(node.nodeId, 'service', node.name)
  return true
}

function stepFor(name: string, node: FastgptNode, reader: FastgptReader): { type: string; data: JsonObject } | null {
  const input = (...keys: string[]) => {
    const found = node.inputs.find(({ key }) =>
      keys.some((wanted) => key.replace(/-H$/, '').toLowerCase() === wanted.toLowerCase()),
    )
    return found ? reader.text(node, found.key) : ''
  }
  if (/databaseConnection|dbops/i.test(name)) {
    const statement = reader.selector(node, node.inputs.find(({ key }) => /^sql(?:-H)?$/i.test(key))?.key ?? '')
    const plugin = /postgres/i.test(name) ? 'postgres' : 'mysql'
    return statement && { type: 'action', data: { plugin, action: 'query', values: { statement } } }
  }
  if (/Doc2X|readFiles|pdf2text/i.test(name)) {
    const files = node.inputs.find(({ key }) => /^(?:files?|fileUrlList|url)$/i.test(key))
    const [variable_selector] = files ? reader.references(files.value) : []
    return variable_selector ? { type: 'document-extractor', data: { variable_selector } } : null
  }
  if (/\bdelay\b/i.test(name))
    return { type: 'wait', data: { amount: Number(input('ms')) / 1_000 || 1, unit: 'seconds' } }
  const question = input(...QUESTIONS)
  const found = webAction(name, question)
  return found && question !== '' ? { type: 'action', data: { ...found, instead: '' } } : null
}
