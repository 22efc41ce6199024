import { boolean, index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { Json } from '@/lib/core/json'
import type { ProblemRef } from '@/lib/messages/problems/problem-ref'
import type { ReceivedFile } from '@/lib/plugins/events/channel'
import { createdAt, id, time, updatedAt } from './columns'
import { integrationConnections } from './integrations'
import { appId, environment } from './of-app'
import { workspaceId } from './owned-by'
import { waits } from './waits'

/** Channels, such as Slack, in which people talk to an app. */
export const channels = pgTable(
  'channels',
  {
    id: id(),
    workspaceId: workspaceId(),
    appId: appId(),
    environment: environment(),
    /** Folder in lib/plugins. */
    plugin: text().notNull(),
    /** Sends the answers; null if it was deleted. */
    connectionId: uuid().references(() => integrationConnections.id, { onDelete: 'set null' }),
    /** 128 random bits, part of the URL that the service calls. */
    publicId: text().notNull().unique(),
    /** Public settings. */
    fields: jsonb().$type<Record<string, string>>().notNull().default({}),
    /** JSON with the secrets that verify requests, sealed and bound to this row. */
    encryptedSecrets: text().notNull(),
    enabled: boolean().notNull().default(true),
    /** Cursor of the next poll, for channels that are polled. */
    cursor: jsonb().$type<Json>(),
    nextPollAt: time(),
    /** Polls that failed in a row. */
    failures: integer().notNull().default(0),
    lastMessageAt: time(),
    lastError: text(),
    lastErrorRef: jsonb().$type<ProblemRef>(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [index().on(table.workspaceId, table.appId), index().on(table.nextPollAt)],
)

/**
 * Messages that came through a channel, until their answers are sent. Those of a conversation are processed in the order
 * of their ids.
 */
export const channelMessages = pgTable(
  'channel_messages',
  {
    id: id(),
    workspaceId: workspaceId(),
    channelId: uuid()
      .notNull()
      .references(() => channels.id, { onDelete: 'cascade' }),
    /** The service's id: a repeated delivery is ignored. */
    eventId: text().notNull(),
    /** Thread, chat or number pair. */
    conversation: text().notNull(),
    sender: text().notNull(),
    /** Emptied when the run is stored, which keeps it. */
    text: text().notNull(),
    /** Files of the message, until they are stored with its run. */
    files: jsonb().$type<ReceivedFile[]>().notNull().default([]),
    /** Target of the answer, as the channel defines it. */
    target: jsonb().$type<Record<string, string>>().notNull(),
    status: text({ enum: ['waiting', 'running', 'sending', 'answered', 'failed'] }).notNull(),
    runId: uuid(),
    /** Number of answer parts that the service has accepted. */
    sentParts: integer().notNull().default(0),
    /** The service's id of the last part, for ratings. */
    sentId: text(),
    /** A part is being sent: after a crash its outcome is unknown, and it is not repeated. */
    isSending: boolean().notNull().default(false),
    /** The service's id of the message that shows the answer while it is written. */
    previewId: text(),
    /** A process may be changing the preview until then. */
    previewBusyUntil: time(),
    error: text(),
    errorRef: jsonb().$type<ProblemRef>(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    uniqueIndex().on(table.channelId, table.eventId),
    index().on(table.channelId, table.conversation, table.status),
    index().on(table.channelId, table.sentId),
    index().on(table.workspaceId),
    index().on(table.createdAt),
  ],
)

/** Approvals of runs that are shown in a channel. One approval may have several: a notice and a question to approvers. */
export const channelQuestions = pgTable(
  'channel_questions',
  {
    id: id(),
    workspaceId: workspaceId(),
    channelId: uuid()
      .notNull()
      .references(() => channels.id, { onDelete: 'cascade' }),
    waitId: uuid()
      .notNull()
      .references(() => waits.id, { onDelete: 'cascade' }),
    /** `sender`: the person who wrote to the app decides. `approvers`: the members of a chat. `notice`: members decide. */
    kind: text({ enum: ['sender', 'approvers', 'notice'] }).notNull(),
    /** Of the message that started the run. */
    target: jsonb().$type<Record<string, string>>().notNull(),
    conversation: text().notNull(),
    sender: text().notNull(),
    status: text({ enum: ['waiting', 'sending', 'sent', 'closed', 'failed'] }).notNull(),
    /** The service's id of the message. */
    sentId: text(),
    createdAt: createdAt(),
  },
  (table) => [
    uniqueIndex().on(table.waitId, table.kind),
    index().on(table.channelId, table.conversation),
    index().on(table.workspaceId),
  ],
)
