import { bigint, boolean, index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import type { FileValue } from '@/lib/graph/file-value'
import { createdAt, time } from './columns'
import { appId, environment } from './of-app'
import { workspaceId } from './owned-by'

/**
 * Pictures, documents and recordings that people and programs have sent to an app, and what its runs have made. The
 * bytes are in the file store, under the same id.
 */
export const appFiles = pgTable(
  'app_files',
  {
    /** The file store's. */
    id: uuid().primaryKey(),
    workspaceId: workspaceId(),
    appId: appId(),
    environment: environment(),
    /** Whose it is, as the customer's program calls them; null: the program's own, or of the app's people. */
    endUser: text(),
    /** Sent by a visitor of a page, or made for one: no list by a key names them (T69). */
    byVisitor: boolean().notNull().default(false),
    /** Of an anonymous visitor, whose name changes with the browser: a hash of app and address. */
    visitor: text(),
    /** When a message first named it; a visitor's file that none has named goes after an hour. */
    namedAt: time(),
    /** The run that made it, and with which it goes; null: it was sent. */
    runId: uuid(),
    name: text().notNull(),
    mediaType: text().notNull(),
    sizeBytes: bigint({ mode: 'number' }).notNull(),
    sha256: text().notNull(),
    /** Of a document: how many pages it has, where it has pages. */
    pages: integer(),
    /** Length of the text that was read out of it; null: a picture. */
    characters: integer(),
    /** What a client of OpenAI's files said that it is for. */
    purpose: text(),
    createdAt: createdAt(),
  },
  (table) => [
    index().on(table.workspaceId, table.appId, table.environment, table.id),
    index().on(table.appId, table.sha256),
    index().on(table.runId),
  ],
)

/** The text of a document, read once when it came. */
export const appFileTexts = pgTable('app_file_texts', {
  fileId: uuid()
    .primaryKey()
    .references(() => appFiles.id, { onDelete: 'cascade' }),
  workspaceId: workspaceId(),
  text: text().notNull(),
  pages: jsonb().$type<FileValue['pages']>().notNull(),
})
