import type { tables as english } from '../en/tables'
import type { Translated } from '../types'

export const tables: Translated<typeof english> = {
  missing: '此工作空间没有名为“{name}”的表。',
  gone: '此表已不存在。',
  rowGone: '此行已不存在。',
  nameTaken: '已有名为“{name}”的表。请换一个名称。',
  tooMany: '一个工作空间最多有 {max} 个表。请先删除一个。',
  columnMissing: '表“{table}”没有列“{column}”。',
  columnTwice: '两列的标识都是“{id}”。请重命名其中一列。',
  unfit: '“{column}”的值不符合其类型（{type}）。',
  unfitRows: '{count} 行中“{column}”的值不符合新的设置。',
  valueMissing: '“{column}”需要一个值。',
  valueTaken: '表“{table}”的另一行在唯一列中已有相同的值。',
  notUnique: '“{column}”不是唯一列，无法区分行。请选择唯一列。',
  allRows: '此步骤会更改表的所有行。请添加筛选条件，或打开“更改所有行”。',
  tooManyAtOnce: '一个步骤一次最多插入 {max} 行，而不是 {count} 行。',
  full: '“{table}”将有 {count} 行。一个表最多 {max} 行。',
  rowTooLarge: '此行有 {bytes} 字节。一行最多 {max} 字节。',
  rowsExpected: '输入“行”需要一个对象或对象列表。',
  badCsv: '无法读取 CSV 文件：{reason}',
}
