import type { apps as english } from '../en/apps'
import type { Translated } from '../types'

export const apps: Translated<typeof english> = {
  notPublished: '应用未发布。请先发布，然后才能自动运行。',
  missing: '没有这个应用。',
  subAppNotPublished: '此步骤运行的应用未发布。',
  changedInOtherTab: '此应用已在另一个标签页中修改。请载入那个版本，或用你的覆盖它。',
}
