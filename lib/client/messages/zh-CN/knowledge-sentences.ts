import type { Sentences } from '../sentence-book'

/** What reading, indexing, searching and measuring documents says: why a chunker was chosen, what failed, what was left out. */
export const knowledgeSentences: Sentences = {
  // How a document is cut.
  'Chosen for this knowledge base.': '由此知识库指定。',
  'It has headings: no passage crosses one, and its path stands in front of the passage.':
    '有标题：段落不跨越标题，标题路径写在段落前面。',
  'It is a table of {} rows: up to {} of them share a passage.': '是有 {1} 行的表格：每 {2} 行以内合为一个段落。',
  'It is a table: each row is one passage, with the names of its columns.': '是表格：每行一个段落，并带上列名。',
  'Most of it is questions with their answers: each pair is one passage.': '大部分是问答：每组问答一个段落。',
  'There are no questions with answers in this part: it is cut by headings.': '这部分没有问答：按标题切分。',
  'There is no table in this part: it is cut by headings.': '这部分没有表格：按标题切分。',
  'Running text without headings: whole sentences up to the size.': '没有标题的连续文本：在大小限制内取完整句子。',
  'Source code: functions and classes are kept whole where they fit.': '源代码：放得下的函数和类保持完整。',
  'A part must be at least as large as the chunks in it.': '上级部分至少要和其中的分块一样大。',

  // What becomes of a file.
  '{} further attachments are left out: at most {} are read.': '另有 {1} 个附件被略去：最多读取 {2} 个。',
  'The attachment {} is left out. {}': '附件 {1} 被略去。{2}',
  'An e-mail attached to an e-mail is not opened.': '不打开邮件中所附的邮件。',
  'It defines XML entities.': '其中定义了 XML 实体。',
  'It holds more than 2,000 files.': '其中的文件超过 2,000 个。',
  'It is packed more tightly than documents are.': '其压缩率高得不像文档。',
  'Its one page is': '其唯一的一页',
  'All {} pages are': '全部 {1} 页',
  'This document was deleted meanwhile.': '此文档在此期间已被删除。',
  'This document was deleted or replaced meanwhile.': '此文档在此期间已被删除或替换。',
  'This file could not be read. Try again, or save it in another format.': '无法读取此文件。请重试，或另存为其他格式。',
  'This document is being stored elsewhere.': '此文档正在由另一个进程保存。',
  'This file is damaged and could not be read.': '此文件已损坏，无法读取。',
  'This Excel workbook holds more than 500,000 rows. Split it.': '此 Excel 工作簿超过 500,000 行。请拆分。',
  'This file was refused. {}': '此文件被拒绝。{1}',
  'Unpacked it is larger than 200 MB.': '解压后超过 200 MB。',

  // Index and search.
  'The index is being rearranged. Search again in a moment.': '索引正在整理。请稍后再搜索。',
  'The rebuild failed. Continue it, or cancel it.': '重建失败。请继续或取消。',
  'This knowledge base does not exist (any more).': '此知识库不存在（或已删除）。',
  'Name the field to filter by.': '请填写要筛选的字段。',

  // Metadata.
  'A name begins with a letter and has letters, digits, spaces, - and _ only.':
    '名称以字母开头，只能含有字母、数字、空格、- 和 _。',
  'Give the field a name.': '请为字段命名。',
  'The model could not be asked. Start again.': '无法询问模型。请重新开始。',
  'There is no metadata field “{}”.': '没有元数据字段“{1}”。',
  'This name is taken by the system. Choose another.': '此名称由系统使用。请换一个。',
  'Two fields have the same name.': '有两个字段同名。',
  'Write {value} once, where the value stands.': '请在值所在的位置写一次 {value}。',
  '“{}” is no {} like that.': '“{1}”不能是这样的{2}。',

  // Retrieval lab.
  'A comparison is under way already. Wait for it, or cancel it.': '已有一个对比正在进行。请等待或取消它。',
  'A file has at most {} rows. Split it.': '一个文件最多 {1} 行。请拆分。',
  'A knowledge base has at most {} questions in the lab.': '一个知识库在实验室中最多有 {1} 个问题。',
  'A model is writing questions already. Wait for it, or cancel it.': '模型已在编写问题。请等待或取消它。',
  'Add questions with known answers first.': '请先添加已知答案的问题。',
  'Choose a passage that answers it, or write the answer.': '请选择能回答它的段落，或写出答案。',
  'Give each configuration a name.': '请为每个配置命名。',
  'It is in the lab already.': '实验室中已有。',
  'It is there twice.': '出现了两次。',
  'It names no answer, no document and no passage.': '没有写明答案、文档或段落。',
  'The comparison broke off. Start it again.': '对比中断了。请重新开始。',
  'The model did not answer with a question. Try another model.': '模型没有给出问题。请换一个模型。',
  'The question is longer than 2,000 characters.': '问题超过 2,000 个字符。',
  'The question was deleted.': '此问题已被删除。',
  'There are no passages to ask about yet. Add documents first.': '还没有可供提问的段落。请先添加文档。',
  'There is no question in it. It has: {}.': '其中没有问题。它有：{1}。',
  'There is no row in this file.': '此文件中没有行。',
  'This comparison has ended already.': '此对比已经结束。',
  'This question is in the lab already.': '此问题已在实验室中。',
  'Two configurations have the same name.': '有两个配置同名。',
  'Type a question.': '请输入问题。',
  'What should answer it is not in these documents.': '应当回答它的内容不在这些文档中。',
  'Writing questions needs a language model. Connect one under Models.': '编写问题需要语言模型。请在“模型”中连接一个。',
  '{} questions with {} configurations are too many searches for one run. Choose fewer configurations.':
    '{1} 个问题乘以 {2} 个配置，搜索次数超出一次运行的上限。请减少配置。',
  '“{}”: {} searches in a row failed. {}': '“{1}”：连续 {2} 次检索失败。{3}',
}
