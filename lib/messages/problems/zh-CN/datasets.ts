import type { datasets as english } from '../en/datasets'
import type { Translated } from '../types'

export const datasets: Translated<typeof english> = {
  exampleExists: '此样本已在数据集中。',
  sameContent: '已有内容完全相同的另一条样本。',
  exampleInvalid: '这不是此数据集的样本：{reason}',
  modelRequired: '撰写样本需要语言模型。请在“模型”中连接。',
  modelWithoutExamples: '模型没有以样本回答。请换一个模型。',
  full: '一个数据集最多有 {max} 条样本。请为其余的另建一个。',
  firstLineUnreadable: '无法读取此 CSV 的第一行：{reason}',
  columnReserved: '列名“{column}”是保留名称。请重命名该列。',
  jsonWithoutList: '此 JSON 中没有对象列表。',
  jsonInvalid: '此文件不是有效的 JSON：{reason}',
  tooMuchMemory: '读取此文件需要超过 {megabytes} MB 内存。请拆分。',
  tooSlow: '读取此文件耗时过长。请拆分。',
  fileRejected: '此文件未被接受：{reason}',
  fileTooLarge: '{name} 大于 25 MB。请拆分。',
  noRowReadable: '没有一行可以读取：{reason}',
  alreadyImported: '此文件已导入。请重新上传。',
  nothingApproved: '版本只包含已通过的样本，而目前没有。请先通过一些。',
  parquetCodec: '此 Parquet 文件的压缩方式无法读取；请使用 Snappy、gzip 或 zstd。',
  parquetDamaged: '此 Parquet 文件已损坏。',
  notAdded: '无法添加这些数据。请重试。',
  stopped: '已停止。此前添加的样本会保留。',
  chooseFormat: '请选择 .csv、.tsv、.jsonl、.json 或 .parquet 文件。',
  otherContent: '其内容与名称不符。',
  notText: '它不是文本。',
}
