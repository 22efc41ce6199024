import { type Json, type JsonObject, type Message, toMessages } from './values'

export interface InputField {
  name: string
  kind: 'text' | 'paragraph' | 'number' | 'boolean' | 'choice' | 'json' | 'audio'
  required: boolean
  options?: string[]
  default?: string
}

/** The message of a person, and the conversation before it. */
export function readChat(inputs: JsonObject, historyMessages: number): { message: string; history: Message[] } {
  const message = inputs.message
  if (typeof message !== 'string' || message.trim() === '')
    throw new Error('The message is empty. Write something first.')
  const history = inputs.history === undefined ? [] : toMessages(inputs.history)
  const messages = history.filter(({ role }) => role !== 'system')
  return { message, history: historyMessages === 0 ? [] : messages.slice(-historyMessages) }
}

/** A field's value converted to its kind, or its default. */
export function readField(inputs: JsonObject, field: InputField): Json | undefined {
  const input = Object.hasOwn(inputs, field.name) ? inputs[field.name] : undefined
  const value = input === undefined || input === null || input === '' ? field.default : input
  if (value !== undefined) return convert(value, field)
  if (field.required) throw new Error(`“${field.name}” is missing.`)
  return undefined
}

function convert(value: Json, { name, kind, options = [] }: InputField): Json {
  const mustBe = (wanted: string) => new Error(`“${name}” must be ${wanted}.`)
  switch (kind) {
    case 'number': {
      const number = Number(value)
      if (typeof value === 'object' || !Number.isFinite(number)) throw mustBe('a number')
      return number
    }
    case 'boolean':
      if (String(value) !== 'true' && String(value) !== 'false') throw mustBe('true or false')
      return String(value) === 'true'
    case 'choice':
      if (!options.includes(String(value))) throw mustBe(`one of ${options.join(', ')}`)
      return value
    case 'json':
      return typeof value === 'string' ? JSON.parse(value) : value
    default:
      if (typeof value !== 'string') throw mustBe('a text')
      return value
  }
}
