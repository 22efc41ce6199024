import type { apps as english } from '../en/apps'
import type { Translated } from '../types'

export const apps: Translated<typeof english> = {
  ownFailureApp: '应用不能处理自己的失败。请选择其他应用。',
  notPublished: '应用未发布。请先发布，然后才能自动运行。',
  missing: '没有这个应用。',
  subAppNotPublished: '此步骤运行的应用未发布。',
  changedInOtherTab: '此应用已在另一个标签页中修改。请载入那个版本，或用你的覆盖它。',
  holdsConnectionKey: '{place}含有连接“{name}”的密钥。',
  holdsSecret: '{place}含有密钥变量“{name}”的值。',
  holdsTriggerSecret: '{place}含有触发器“{name}”的密钥。',
  holdsSourceKey: '{place}含有来源“{name}”的密钥。',
  placeName: '应用的名称',
  placeDescription: '应用的描述',
  placeNode: '“{node}”',
  containsSecrets: '{found}请改为将其选作密钥变量，然后再导出。',
  holdsIntegrationKey: '{place}含有连接“{name}”的密钥。',
  holdsOAuthSecret: '{place}含有 OAuth 客户端“{name}”的密钥。',
}
