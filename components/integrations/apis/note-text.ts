import { type MessageKey, t } from '@/lib/client/messages/t'
import type { ActionChange } from '@/lib/import/openapi/action-changes'
import type { ApiNote } from '@/lib/import/openapi/api-notes'

export const noteText = ({ key, about }: ApiNote): string => t(withAbout(`apis.note-${key}`), { about })

export const changeText = ({ key, about }: ActionChange): string => t(withAbout(`apis.diff-${key}`), { about })

type AboutKey = Extract<MessageKey, `apis.note-${ApiNote['key']}` | `apis.diff-${ActionChange['key']}`>

/** Safe: the texts of these keys have no placeholder except `about`, and texts without it ignore the value. */
const withAbout = (key: AboutKey) => key as 'apis.note-externalRef'
