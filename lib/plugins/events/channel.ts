import type { Json } from '@/lib/core/json'
import type { ActionDefinition } from '../action'
import type { InboundRequest, Verification } from './verification'

/** A value that belongs to a channel, beside its connection. */
export interface ChannelField {
  name: string
  label: string
  help?: string
  placeholder?: string
  /** Sealed and never returned. Others are public. */
  secret?: true
  /** Patchbay creates it, and shows it for the service's form. */
  generated?: true
  pattern?: RegExp
}

/** A person's message in a service. */
export interface ReceivedMessage {
  /** The same for each delivery of the message. */
  eventId: string
  /** Messages with the same key are one conversation with the app. */
  conversation: string
  /** The service's id of the person. */
  sender: string
  text: string
  /** Passed to `send` with the answer. */
  target: Readonly<Record<string, string>>
}

export interface Reception {
  messages: readonly ReceivedMessage[]
  /** Without it the service gets an empty 200 response. */
  response?: { json: Json } | { text: string }
}

/** Where people talk to an app inside of a service. One file beside the actions of its plugin. */
export interface ChannelDefinition {
  /** Ids of connection kinds that may send answers. */
  connections: readonly string[]
  fields: readonly ChannelField[]
  /** What to do at the service, in order. `{url}` is the address that it calls, `{name}` a generated field. */
  steps: readonly string[]
  stepsUrl: string
  verification: Verification
  /** For GET requests where the service verifies the address with them. */
  handshake?: Verification
  /** The encryption of the body. */
  encryption?: 'feishu' | 'wecom'
  /** Reads a verified request. Messages of bots, own messages and other events are left out. */
  read(request: InboundRequest, fields: Readonly<Record<string, string>>): Reception
  /** The longest text of one message. */
  maxCharacters: number
  /** The service's syntax for bold text, links and code. */
  format: 'markdown' | 'telegram' | 'plain'
  /** Input: the fields of `target`, and `text`. */
  send: ActionDefinition
  /** Whether the request may come without a signature: only for a challenge that is answered and does nothing else. */
  acceptsUnsigned?(body: unknown): boolean
  /** Registers the address at the service. Input: `url` and fields of the channel. */
  register?: ActionDefinition
  /** Steps remain after `register`. */
  hasManualSteps?: true
  /** The field of `target` for a test message, and what it is called. */
  test: { field: string; label: string; placeholder: string }
}

export function defineChannel(definition: ChannelDefinition): ChannelDefinition {
  return definition
}
