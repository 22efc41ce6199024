export const exportCode = {
  action: '导出为代码',
  actionOf: '把版本 {number} 导出为代码',
  description: '一个无需 Patchbay 即可运行的 LangGraph.js 项目，不包含密钥和文档。README 列出了差异。',
  download: '下载 ZIP',
  files: '项目文件',
  problems: '有些节点无法导出为代码',
  problemsText: '请替换或移除这些节点，重新发布，再导出该版本。',
  section: '导出为代码',
  sectionText: '把线上版本导出为一个小型 TypeScript 项目，无需 Patchbay 即可运行和修改。',
  title: '版本 {number} 的代码',
} as const
