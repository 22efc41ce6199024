import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { parseJson } from '@/lib/core/json'
import { problem } from '@/lib/messages/problems/problem'
import { defineSource, type ItemPage, MAX_FILE_BYTES } from '../source-client'
import { isWanted } from '../wildcard'
import { driveApi } from './drive-api'
import { type DriveFile, exportOf, hasText, toItem } from './drive-file'
import { ChangeToken, type DriveChanges, listChanges } from './list-changes'
import { beginFolders, listFolderPage, Place } from './list-folders'
import { manifest } from './manifest'

export default defineSource(manifest, (connection) => {
  const { settings } = connection
  const api = driveApi(connection)
  const root = /([\w-]{10,100})(?:\?[\w=&-]*)?$/.exec(settings.folder)?.[1] ?? ''
  const isDocument = (file: DriveFile) => hasText(file) && isWanted(file.name, settings)

  return {
    parallel: 4,
    maxItems: 50_000,
    async *list({ cursor, token }): AsyncGenerator<ItemPage> {
      if (cursor === null && token !== null) {
        const known = parseJson(ChangeToken, token)
        const changes = await listChanges(api, known)
        if (changes) return yield changedPage(changes, known)
      }
      let place: Place | null = cursor === null ? await beginFolders(api, root) : parseJson(Place, cursor)
      while (place) {
        const { files, folders, next } = await listFolderPage(api, place, settings)
        const { start } = place
        place = next
        yield {
          items: files.filter(isDocument).map(toItem),
          cursor: next && JSON.stringify(next),
          ...(next === null && start !== '' ? { token: tokenOf({ pageToken: start, folders }) } : {}),
        }
      }
    },
    async fetch({ key, name, url, revision, hint }) {
      const exported = exportOf(hint?.type)
      if (!exported && typeof hint?.size === 'number' && hint.size > MAX_FILE_BYTES)
        throw new AppError('TOO_LARGE', problem('sources.fileTooLarge'))
      const bytes = exported
        ? await api.bytes(`/files/${key}/export`, { mimeType: exported.type })
        : await api.bytes(`/files/${key}`, { alt: 'media' })
      if (bytes === null) return { kind: 'gone' }
      const fullName = exported ? `${name}${exported.extension}` : name
      return { kind: 'file', name: fullName, mimeType: exported?.type ?? null, bytes, url, revision }
    },
  }

  function changedPage({ files, pageToken }: DriveChanges, { folders }: ChangeToken): ItemPage {
    const documents = [...files.values()].filter((file) => file !== null).filter(isDocument)
    const kept = new Set(documents.map(({ id }) => id))
    return {
      items: documents.map(toItem),
      removed: [...files.keys()].filter((id) => !kept.has(id)),
      cursor: null,
      isDelta: true,
      token: tokenOf({ pageToken, folders }),
    }
  }
})

const tokenOf = (token: ChangeToken) => JSON.stringify(token)
