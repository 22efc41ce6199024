import type { Sentences } from '../sentence-book'

/** Why a row of a file was not taken. */
export const rowSentences: Sentences = {
  'A name in it is reserved.': '其中有保留的名称。',
  'A quote is opened here and never closed.': '这里打开的引号没有闭合。',
  'The name "{}" is reserved.': '名称"{1}"是保留的。',
  'This Parquet file is damaged.': '此 Parquet 文件已损坏。',
  'This Parquet file is packed in a way that is not read here; use Snappy, gzip or zstd.':
    '此 Parquet 文件的压缩方式在此无法读取；请使用 Snappy、gzip 或 zstd。',
  'This is nested too deep.': '嵌套过深。',
  'This is no JSON object.': '这不是 JSON 对象。',
  'This line is longer than a million characters.': '此行超过一百万个字符。',
  'This line is not valid JSON.': '此行不是有效的 JSON。',
  'This row has bytes that are not UTF-8. Save the file as UTF-8 and bring it again.':
    '此行含有非 UTF-8 的字节。请将文件存为 UTF-8 后重新提交。',
  'This row has values that are no text.': '此行含有不是文本的值。',
  'This row has {} columns, the first line {}.': '此行有 {1} 列，第一行有 {2} 列。',
  'This row is longer than a million characters, or a quote in it is not closed.':
    '此行超过一百万个字符，或其中的引号没有闭合。',
  'This row is no CSV.': '此行不是 CSV。',
  'This run read documents that not everyone may see.': '此运行读取了并非所有人都可查看的文档。',
  'Too many rows before this one cannot be read. What follows was not looked at.':
    '此行之前有太多行无法读取。其后的内容未作检查。',
}
