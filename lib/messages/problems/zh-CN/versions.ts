import type { versions as english } from '../en/versions'
import type { Translated } from '../types'

export const versions: Translated<typeof english> = {
  notExportable: '此版本的一些节点无法写成代码。',
  approvalRequired: '生产环境需要审批：请在“发布管理”中推进版本。',
  noFreeAddress: '没有找到可用的地址。请在设置中选择。',
  addressTaken: '地址“{address}”已被占用。请另选。',
  appChangedReload: '应用已在另一个标签页中更改。请重新载入，然后保存版本。',
  appChanged: '你查看之后应用已更改。请检查更改后重新发布。',
  appHasProblems: '此应用有问题，须先解决才能发布。',
}
