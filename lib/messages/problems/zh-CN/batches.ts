import type { batches as english } from '../en/batches'
import type { Translated } from '../types'

export const batches: Translated<typeof english> = {
  alreadyStarted: '此批处理已开始。请重新上传文件。',
  fileType: '请选择 .csv 或 .jsonl 文件。',
  columnMissing: '文件没有列“{column}”。',
  stateChanged: '批处理的状态已变化。请重新加载查看。',
  notOffered: '此应用不接受多行文件。',
  stopBeforeRemoving: '请先停止，然后才能移除。',
  missing: '没有这个批处理。',
  tooManyOpen: '你有 {max} 个文件正在处理。请等其中一个结束，或停止它。',
  tooManyRowsWaiting: '你的等待行数已过多。请在其他文件结束后再开始此文件。',
  tooManyFiles: '当前正在处理的文件过多。请稍后再开始。',
  stopFirst: '请先停止该批处理。',
  tooManyRows: '每次最多接受 {max} 行。请拆分文件。',
  noRows: '文件没有数据行。',
  columnReserved: '有一列使用了保留名称，例如 __proto__。请重命名。',
  noneLeft: '没有剩余的行可运行。',
  noneFailed: '没有失败的行。',
  csvUnreadable: '无法读取此 CSV：{reason}',
  rowTooManyCells: '此行有 {cells} 个单元格，首行有 {columns} 个。请将含分隔符的文本放入引号中。',
  lineTooLong: '此行超过 {max} 个字符。',
  lineTooManyValues: '一行最多有 {max} 个值。',
  lineTooManyNames: '一行最多有 {max} 个名称。',
  lineNotObject: '每一行必须是 JSON 对象。',
  lineFlawed: '此行含有保留名称或嵌套过深。',
  lineNotJson: '此行不是有效的 JSON。',
}
