import type { Sentences } from '../../sentence-book'

/** Sources of knowledge and their forms. */
export const sources: Sentences = {
  Folder: '文件夹',
  'The operator of this server names them in KNOWLEDGE_FOLDERS.': '由此服务器的运维者在 KNOWLEDGE_FOLDERS 中指定。',
  'Only this part': '仅此部分',
  'Empty: all of the folder.': '留空：整个文件夹。',
  'Sync when files change': '文件变化时同步',
  'Looked at now and then as well, in case a change was missed.': '也会不时检查，以防漏掉变化。',
  'Folder on this server': '此服务器上的文件夹',
  'Files of a folder that the operator has named, followed as they change.': '运维者指定的文件夹中的文件，随变化同步。',
  'Share it with the service account’s address (client_email in its file); viewer is enough.':
    '把它共享给服务账号的地址（文件中的 client_email）；查看权限即可。',
  'With the folders inside it': '包含其中的文件夹',
  'Docs, Sheets, Slides and files of a folder that is shared with a service account.':
    '共享给服务账号的文件夹中的文档、表格、幻灯片和文件。',
  'Service account': '服务账号',
  'The JSON file of a service account’s key. The Drive API must be switched on in its project.':
    '服务账号密钥的 JSON 文件。其项目中须启用 Drive API。',
  'What to read': '读取内容',
  'A site, by following its links': '沿链接抓取网站',
  'All pages of a sitemap': '站点地图中的所有页面',
  'One page': '一个页面',
  'Pages and databases': '页面和数据库',
  'Pages only': '仅页面',
  'Databases only, as tables': '仅数据库（作为表格）',
  'Notion decides which pages: open a page there, choose Connections and add this one. Pages below it come with it.':
    '由 Notion 决定可见页面：在那里打开页面，选择“连接”并添加此连接。其下的页面会一并包含。',
  'The pages and databases that a connection in Notion may see.': 'Notion 中某个连接可见的页面和数据库。',
  'Integration token': '集成令牌',
  'Make an internal integration that may read content, and copy its secret.':
    '创建可读取内容的内部集成，并复制其密钥。',
  Bucket: '存储桶',
  'Only what begins with': '仅以此开头的',
  'Empty: the whole bucket.': '留空：整个存储桶。',
  'Address of the service': '服务地址',
  'Empty: Amazon S3. MinIO, Cloudflare R2, Backblaze B2, Wasabi and Ceph have one of their own.':
    '留空：Amazon S3。MinIO、Cloudflare R2、Backblaze B2、Wasabi 和 Ceph 有各自的地址。',
  'Of a user that may list the bucket and read its objects, and nothing else.':
    '只能列出存储桶并读取其对象的用户，没有其他权限。',
  'S3 bucket': 'S3 存储桶',
  'Files in Amazon S3, or a service that speaks its language.': 'Amazon S3 或兼容服务中的文件。',
  'For temporary credentials: secret:session-token.': '临时凭证：secret:session-token。',
  'For a sitemap, its own address, or that of the site: then robots.txt is asked where it is.':
    '若为站点地图，填写其地址，或网站地址：此时会从 robots.txt 得知其位置。',
  'How far to follow links': '跟随链接的层数',
  '0 reads only the first page, 1 also what it links to.': '0 只读取首页，1 还读取它链接到的页面。',
  'Pages at most': '最多页数',
  'Only these': '仅这些',
  pattern: '模式',
  'Not these': '排除这些',
  'Paths to leave out. For example {}': '要排除的路径。例如 {1}',
  'Trust the sitemap’s dates': '信任站点地图的日期',
  'Pages whose date has not changed are not asked for. Faster, but wrong where the site forgets to change dates.':
    '日期未变的页面不再请求。更快，但网站忘记更新日期时会出错。',
  'Time between two requests': '两次请求的间隔',
  'A longer crawl-delay in robots.txt counts.': 'robots.txt 中更长的 crawl-delay 优先。',
  'Web pages': '网页',
  'One page, a sitemap, or a whole site by its links. robots.txt is honoured.':
    '一个页面、一个站点地图，或沿链接抓取的整个网站。遵守 robots.txt。',
}
