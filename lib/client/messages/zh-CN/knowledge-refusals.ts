import type { Sentences } from '../sentence-book'

/** Refusals about documents, sources, indexes and searches. */
export const knowledgeRefusals: Sentences = {
  'It lies within too many e-mails.': '它位于过多层的邮件之内。',
  'Hidden sheets are left out: {}. Show them in the workbook if they are to be found.':
    '隐藏的工作表不读取：{1}。若要能搜索到，请在工作簿中取消隐藏。',
  'Hidden slides are left out: {}. Show them in the presentation if they are to be found.':
    '隐藏的幻灯片不读取：{1}。若要能搜索到，请在演示文稿中取消隐藏。',
  'This table is too large: its first {} rows, each value behind the name of its column, are 20 million characters. Split it, or leave columns out.':
    '此表格过大：每个值前加上列名，前 {1} 行就有 2000 万个字符。请拆分，或去掉一些列。',
  'This file was refused. A part of it is one endless word.': '此文件被拒绝。其中一部分是一个没有尽头的词。',
  'A knowledge base has at most {} sources.': '一个知识库最多有 {1} 个来源。',
  'A model is reading these documents already. Wait for it, or cancel it.': '模型正在读取这些文档。请等待，或取消。',
  'An archive is unpacked in a knowledge base only, and not within another file.':
    '压缩包只在知识库中解压，且不能在另一个文件内。',
  'Another index of this knowledge base is being built. Wait for it, or cancel it.':
    '此知识库正在构建另一个索引。请等待，或取消。',
  'Archives are not unpacked here. Put the files themselves where the source reads.':
    '这里不解压压缩包。请把文件本身放到来源读取的位置。',
  'Files of type {} cannot be read.': '无法读取类型为 {1} 的文件。',
  'It is empty.': '它是空的。',
  'No index can hold vectors of {} numbers.': '索引无法容纳 {1} 维的向量。',
  'Page {} of this PDF is damaged.': '此 PDF 的第 {1} 页已损坏。',
  'Reading metadata needs a language model. Connect one under Models.': '读取元数据需要语言模型。请在“模型”中连接。',
  'That is no value for “{}”, which is a {}.': '该值不适用于“{1}”，它是{2}。',
  'The answer of {} is larger than {}.': '{1} 的响应大于 {2}。',
  'The embedding model gave another number of vectors than it was sent texts.':
    '向量模型给出的向量数与发送的文本数不同。',
  'The model did not answer with values. Try another model.': '模型没有以值回答。请换一个模型。',
  'The operator of this server has named no folders (KNOWLEDGE_FOLDERS).':
    '此服务器的运维者没有指定文件夹（KNOWLEDGE_FOLDERS）。',
  'The parser answered another question.': '解析器回答的不是所提的请求。',
  'The sync was cancelled.': '同步已取消。',
  'There is no field “{}”. Add it first.': '没有字段“{1}”。请先添加。',
  'There is no field “{}”. Add it under Metadata first.': '没有字段“{1}”。请先在“元数据”中添加。',
  'There is no such kind of source.': '没有这种来源。',
  'This CSV file could not be read: {}': '无法读取此 CSV 文件：{1}',
  'This Excel workbook is damaged and could not be read.': '此 Excel 工作簿已损坏，无法读取。',
  'This JSON file holds more than 500,000 values. Split it.': '此 JSON 文件超过 500,000 个值。请拆分。',
  'This JSON file is nested more than 64 levels deep.': '此 JSON 文件嵌套超过 64 层。',
  'This PDF has {} pages; at most 1,000 are read. Split it.': '此 PDF 有 {1} 页；最多读取 1,000 页。请拆分。',
  '{} of {} pages hold no text that could be read ({}).': '{2} 页中有 {1} 页没有可读的文字（{3}）。',
  'No text could be recognised in this picture. Its language must be among those chosen for this knowledge base.':
    '未能在此图片中识别出文字。其语言必须在此知识库所选的语言之中。',
  'Pictures of sources are not read. Upload those that hold text, or put them into a PDF.':
    '不读取来源中的图片。请上传含有文字的图片，或将其放入 PDF。',
  'Read by text recognition (OCR), and how sure it is: page {}.': '由文字识别（OCR）读取，置信度：第 {1} 页。',
  'Read by text recognition (OCR), which is {} % sure.': '由文字识别（OCR）读取，置信度 {1}%。',
  'Text recognition (OCR) could not be started.': '文字识别（OCR）无法启动。',
  'Text recognition (OCR) has no data of the language {} here.': '这里没有语言 {1} 的文字识别（OCR）数据。',
  'Text recognition (OCR) is not installed here.': '这里没有安装文字识别（OCR）。',
  'Text recognition (OCR) is off, so pictures are not read.': '文字识别（OCR）已关闭，因此不读取图片。',
  'This picture is damaged and could not be opened.': '此图片已损坏，无法打开。',
  'This PDF holds no text. {} most likely scanned: run text recognition (OCR) over it first.':
    '此 PDF 没有文字。{1} 很可能是扫描件：请先进行文字识别（OCR）。',
  'This PDF is damaged and could not be opened.': '此 PDF 已损坏，无法打开。',
  'This PDF is protected by a password. Save it without one.': '此 PDF 有密码保护。请另存为无密码的。',
  'This Word document is damaged and could not be read.': '此 Word 文档已损坏，无法读取。',
  'This archive is empty.': '此压缩包是空的。',
  'This archive is protected by a password. Pack it without one.': '此压缩包有密码保护。请重新打包为无密码的。',
  'This document has no text yet. Wait until it is ready.': '此文档还没有文字。请等它就绪。',
  'This document is protected by a password. Save it without one.': '此文档有密码保护。请另存为无密码的。',
  'This e-book is damaged: its table of contents is missing.': '此电子书已损坏：缺少目录。',
  'This e-book is protected against copying (DRM) and cannot be read.': '此电子书有防复制保护（DRM），无法读取。',
  'This e-mail is damaged and could not be read.': '此邮件已损坏，无法读取。',
  'This file could not be read within {} seconds. Split it.': '此文件在 {1} 秒内无法读完。请拆分。',
  'This file could not be read.': '无法读取此文件。',
  'This file holds more than 20 million characters. Split it.': '此文件超过 2000 万个字符。请拆分。',
  'This file holds no text.': '此文件没有文字。',
  'This file is damaged: a part of it is no XML.': '此文件已损坏：其中一部分不是 XML。',
  'This file is damaged: it could not be unpacked.': '此文件已损坏：无法解压。',
  'This file is packed or protected in a way that cannot be read.': '此文件的打包或保护方式无法读取。',
  'This file was refused. {}': '此文件被拒绝。{1}',
  'This index is not {} any more. Reload the page.': '此索引已不再{1}。请重新加载页面。',
  'This is not a PowerPoint presentation. Old .ppt files must be saved as .pptx.':
    '这不是 PowerPoint 演示文稿。旧的 .ppt 文件须另存为 .pptx。',
  'This is not a Word document. Old .doc files must be saved as .docx.':
    '这不是 Word 文档。旧的 .doc 文件须另存为 .docx。',
  'This is not a text document of OpenOffice or LibreOffice.': '这不是 OpenOffice 或 LibreOffice 的文本文档。',
  'This is not an Excel workbook. Old .xls files must be saved as .xlsx.':
    '这不是 Excel 工作簿。旧的 .xls 文件须另存为 .xlsx。',
  'This is not an e-book in the EPUB format.': '这不是 EPUB 格式的电子书。',
  'This is not an e-mail: it has no sender, subject or date.': '这不是邮件：没有发件人、主题或日期。',
  'This model gave no vector. Choose another.': '此模型没有给出向量。请另选。',
  'This model gives {} numbers a text, and at most {} can be indexed. Choose another model.':
    '此模型每段文本给出 {1} 维，而最多可索引 {2} 维。请选择其他模型。',
  'This source is being synced already. Wait for it to end, or cancel it.': '此来源正在同步。请等它结束，或取消。',
  'This source was synced again since. Look at the newest sync.': '此来源此后又同步过。请查看最新的同步。',
  'This version of Patchbay does not know this kind of source.': '此版本的 Patchbay 不认识这种来源。',
  'This was decided already.': '这已有决定。',
  '{} failed ({}).': '{1} 出错（{2}）。',
  '{} is larger than 25 MB.': '{1} 大于 25 MB。',
  '{} needs a language model, and none is connected. Connect one under Models, or turn this off in the Retriever.':
    '{1} 需要语言模型，而没有连接任何模型。请在“模型”中连接，或在检索器中关闭此项。',
  '{} redirects {}, which Patchbay does not follow.': '{1} 重定向{2}，Patchbay 不会跟随。',
  "{}: the model's answer could not be read.": '{1}：无法读取模型的回答。',
  '“{}” comes from a source of this knowledge base. Give your file another name.':
    '“{1}”来自此知识库的来源。请为你的文件换一个名称。',
}
