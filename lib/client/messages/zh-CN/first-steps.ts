export const firstSteps = {
  app: '搭建应用',
  appText: '从模板开始，或在画布上自己搭建。',
  dismiss: '关闭入门步骤',
  documents: '添加文档',
  documentsText: '创建知识库并上传文件，供应用据此回答。',
  done: '已完成',
  model: '连接模型',
  modelText: '填写模型服务的密钥，或使用本机上的模型服务器。',
  progress: '已完成 {done}/{total}',
  publish: '发布应用',
  publishText: '为应用获得聊天页面、网页组件和 API。',
  title: '入门步骤',
} as const
