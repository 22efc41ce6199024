import type { Json } from '@/lib/core/json'
import type { ActionDefinition } from '../action'
import type { InboundRequest, JwtVerification, Verification } from './verification'

/** A value that belongs to a channel, beside its connection. */
export interface ChannelField {
  name: string
  label: string
  help?: string
  placeholder?: string
  /** Whether the value is sealed and never returned. Other values are public. */
  secret?: true
  /** Whether Patchbay creates the value, and shows it for the form of the service. */
  generated?: true
  /** May be empty. */
  optional?: true
  pattern?: RegExp
}

/** A file that a person sent with a message. */
export interface ReceivedFile {
  name: string
  mediaType: string
  /** 0 if the service does not report it. */
  sizeBytes: number
  /** Passed to `download`. */
  source: Readonly<Record<string, string>>
}

/** A person's message in a service. */
export interface ReceivedMessage {
  /** The same for each delivery of the message. */
  eventId: string
  /** Messages with the same key are one conversation with the app. */
  conversation: string
  /** The service's id of the person. */
  sender: string
  /** May be empty if there are files. */
  text: string
  files?: readonly ReceivedFile[]
  /** Passed to `send` with the answer. */
  target: Readonly<Record<string, string>>
}

/** A person's opinion about an answer. */
export interface ReceivedRating {
  /** As `send` returned it. */
  sentId: string
  /** The service's id of the person. */
  sender: string
  rating: 'up' | 'down'
}

/** `late`: somebody else decided before, or the run was stopped. `forbidden`: this person may not decide. */
export type DecisionOutcome = 'accepted' | 'late' | 'forbidden'

/** A press of a button below a question. */
export interface ReceivedDecision {
  /** As `ask` received it. */
  questionId: string
  decision: 'approved' | 'rejected'
  /** The service's id of the person, as in their messages. */
  sender: string
  /** The chat that contains the button, in the form that `test.field` of the target has for this chat. */
  place: string
  /** The response, for services that show the outcome to the person. */
  respond?(outcome: DecisionOutcome): Reception['response']
}

export interface Reception {
  messages: readonly ReceivedMessage[]
  ratings?: readonly ReceivedRating[]
  decisions?: readonly ReceivedDecision[]
  /** Without it the service gets an empty 200 response. */
  response?: { json: Json } | { text: string }
}

interface ChannelBase {
  /** Ids of connection kinds that may send answers. */
  connections: readonly string[]
  fields: readonly ChannelField[]
  /** What to do at the service, in order. `{url}` is the address that it calls, `{name}` a generated field. */
  steps: readonly string[]
  stepsUrl: string
  /** The longest text of one message. */
  maxCharacters: number
  /** The service's syntax for bold text, links and code. */
  format: 'markdown' | 'telegram' | 'plain'
  /**
   * Sends an answer. Input: the fields of `target`, and `text`. With `hasRatings` also `isLast` for the part of an answer
   * that people rate, and the output `sentId`.
   */
  send: ActionDefinition
  /** Sends a file of an answer. Input: the fields of `target`, and `file`. */
  sendFile?: ActionDefinition
  /** Keeps a file of a message. Input: the fields of its `source`. */
  download?: ActionDefinition
  /** Whether people can rate answers. */
  hasRatings?: true
  /**
   * Sends a question with the buttons “Approve” and “Reject”. Input: the fields of `target`, `text` and `questionId`.
   * Output: `sentId`. Without it, people reply with a word.
   */
  ask?: ActionDefinition
  /**
   * Replaces the text of a sent message and removes its buttons. Input: the fields of `target`, `text`, and `sentId` as
   * `ask` or `send` returned it. With `hasRatings` also `isLast`. Output: `sentId`.
   */
  edit?: ActionDefinition
  /**
   * Shows answers while they are written, by edits at this interval: at most as often as the service documents for the
   * conversation of a target. Needs `edit`, and the output `sentId` of `send`.
   */
  editEveryMs?(target: Readonly<Record<string, string>>): number
  /**
   * Whether only the person who wrote the message can read the chat of its answer. A link that anyone may use is sent
   * only there.
   */
  isPrivate(chat: Pick<ReceivedMessage, 'conversation' | 'target'>): boolean
  /** Messages of one person within an hour, across conversations; more are a loop between two programs. */
  maxPerSender?: number
  /** The field of `target` for a test message, and what it is called. */
  test: { field: string; label: string; placeholder: string }
}

/** The service calls Patchbay. */
export interface WebhookChannel extends ChannelBase {
  type: 'webhook'
  verification: Verification | JwtVerification
  /** The verification of GET requests, if the service checks the address with them. */
  handshake?: Verification
  /** How the service encrypts the body. */
  encryption?: 'feishu' | 'wecom'
  /** Reads a verified request. Messages of bots, own messages and other events are left out. */
  read(request: InboundRequest, fields: Readonly<Record<string, string>>): Reception
  /** Whether the request may come without a signature: only for a challenge that is answered and does nothing else. */
  acceptsUnsigned?(body: unknown): boolean
  /** Registers the address at the service. Input: `url` and fields of the channel. */
  register?: ActionDefinition
  /** Whether a person has to do steps after `register`. */
  hasManualSteps?: true
}

/** Patchbay requests new messages at an interval. */
export interface PolledChannel extends ChannelBase {
  type: 'poll'
  /**
   * Input: the fields of the channel and `cursor`, which is absent at the first poll. Output: `messages`, oldest first,
   * and the next `cursor`. The first poll only stores the cursor.
   */
  poll: ActionDefinition
  intervalSeconds: number
}

/** Where people talk to an app inside of a service. It is defined in one file beside the actions of its plugin. */
export type ChannelDefinition = WebhookChannel | PolledChannel

export function defineChannel(definition: WebhookChannel): WebhookChannel
export function defineChannel(definition: PolledChannel): PolledChannel
export function defineChannel(definition: ChannelDefinition): ChannelDefinition {
  return definition
}
