import type { appFile as english } from '../en/app-file'
import type { Translated } from '../types'

export const appFile: Translated<typeof english> = {
  tooLarge: '应用文件最大为 {megabytes} MB。',
  badArchive: '此 ZIP 压缩包已损坏或包含不安全的路径。请重新创建。',
  archiveTooLarge: 'ZIP 压缩包最多包含 {entries} 个文件，解压后最大 {megabytes} MB。',
  notJson: '此文件不是 JSON，或内容被截断：{reason}',
  graphTooLarge: '流程图最大为 {megabytes} MB。',
  graphTooDeep: '流程图嵌套过深（{path}）。',
  graphReservedKey: '键“{path}”是保留名称。请重命名。',
  graphShape: '流程图是带有列表“nodes”和“edges”的对象。',
  graphTooManyNodes: '流程图最多有 {max} 个节点。',
  graphTooManyEdges: '流程图最多有 {max} 条连线。',
  tooDeep: '文件嵌套过深。',
  reservedName: '文件使用了保留名称“{name}”。',
  notApp: '这不是 Patchbay 的应用，也不是可导入平台的流程。请重新导出为 JSON 或 YAML。',
  newerVersion: '文件由更新版本的 Patchbay 生成（格式 {format}；此版本最高可读 {max}）。请先更新 Patchbay。',
  damagedImport: '这个 {name} 文件已损坏或格式未知。请在那里重新以 DSL（YAML）导出应用。',
  otherBuilder:
    '这是 {name} 的应用，无法导入其流程图。请从模板开始，并放入你的提示词。使用它的网页和程序只需换一个地址和密钥：见新应用发布处的“其他工具”。',
  malformed: '文件不是有效的应用文件。{issues}',
}
