import { bigint, boolean, index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import type { FileValue } from '@/lib/graph/file-value'
import { createdAt, time } from './columns'
import { appId, environment } from './of-app'
import { workspaceId } from './owned-by'

/**
 * Images, documents and recordings sent to an app by people and API clients, and files created by its runs. The bytes
 * are in the file store, under the same id.
 */
export const appFiles = pgTable(
  'app_files',
  {
    /** The id in the file store. */
    id: uuid().primaryKey(),
    workspaceId: workspaceId(),
    appId: appId(),
    environment: environment(),
    /** The owner, named by the API client; null for the API client itself, or a member. */
    endUser: text(),
    /** Uploaded by a page visitor, or created for one. Never listed for an API key, to keep visitors private. */
    byVisitor: boolean().notNull().default(false),
    /** For anonymous visitors, whose id changes with the browser: a hash of app and address. */
    visitor: text(),
    /** Time of the first reference by a message; a visitor's unreferenced file is deleted after an hour. */
    namedAt: time(),
    /** The run that created it, and with which it is deleted; null if it was uploaded. */
    runId: uuid(),
    name: text().notNull(),
    mediaType: text().notNull(),
    sizeBytes: bigint({ mode: 'number' }).notNull(),
    sha256: text().notNull(),
    /** Page count of a document that has pages. */
    pages: integer(),
    /** Length of the extracted text; null for an image. */
    characters: integer(),
    /** The purpose given by a client of OpenAI's files API. */
    purpose: text(),
    createdAt: createdAt(),
  },
  (table) => [
    index().on(table.workspaceId, table.appId, table.environment, table.id),
    index().on(table.appId, table.sha256),
    index().on(table.runId),
  ],
)

/** The text of a document, extracted once after upload. */
export const appFileTexts = pgTable('app_file_texts', {
  fileId: uuid()
    .primaryKey()
    .references(() => appFiles.id, { onDelete: 'cascade' }),
  workspaceId: workspaceId(),
  text: text().notNull(),
  pages: jsonb().$type<FileValue['pages']>().notNull(),
})
