import type { Sentences } from '../sentence-book'

/** What sources say in their forms, tests and reports: settings that are wrong, and why something was not read. */
export const sourceSentences: Sentences = {
  'Fill in “{}”.': '请填写“{1}”。',
  'Fill this in.': '请填写。',
  'It holds spaces or special characters, which no key has. Copy it again.':
    '其中有空格或特殊字符，密钥不会有这些。请重新复制。',
  'Paste “{}” again: with these settings it is sent to another place.':
    '请重新粘贴“{1}”：按这些设置，它会发送到另一个地方。',
  'The settings of this source are no longer valid. Edit them: {}.': '此来源的设置已失效。请编辑：{1}。',
  'The source did not answer within 30 seconds.': '来源在 30 秒内没有应答。',
  '{} has stopped answering, so the sync ended. What is left is read next time.':
    '{1} 不再应答，因此同步已结束。剩余内容下次再读取。',
  'The source was not read.': '没有读取此来源。',
  'There is more than the {} that this source takes. Nothing was removed, since what was left out may still be there.':
    '内容超过此来源可取的 {1} 项。没有移除任何内容，因为略去的可能仍然存在。',
  'There is nothing at this address.': '此地址没有内容。',
  'Write a pattern or take it away.': '请填写模式，或删去它。',
  '{} is missing. Edit the source and paste it.': '缺少{1}。请编辑来源并粘贴。',
  '{} takes no secret.': '{1}不需要密钥。',
  '{} gave an answer that breaks off or is not understood. It is tried again next time.':
    '{1} 的应答中断或无法理解。下次会再试。',

  'Archives are not unpacked here. Put the files themselves where the source reads.':
    '这里不解压归档文件。请把文件本身放到来源读取的位置。',
  'It could not be read. It is tried again next time.': '无法读取。下次会再试。',
  'It defines types or entities, which are not read.': '其中定义了类型或实体，这些不予读取。',
  'It ends in the middle.': '中途结束。',
  'It is empty.': '是空的。',
  'It is larger than {} MB.': '超过 {1} MB。',
  'It is no longer there.': '已不存在。',
  'It is not there.': '不存在。',
  'It was called “{}” before.': '此前名为“{1}”。',

  'It is no document ({}).': '不是文档（{1}）。',
  'It is the same page as {}': '与此页面相同：{1}',
  'It redirects to {}': '重定向到 {1}',
  'It redirects to {}, which is not read.': '重定向到 {1}，那里不予读取。',
  'The page asks not to be indexed (noindex).': '页面要求不被索引（noindex）。',
  'The sitemap of {} redirects to another site.': '{1} 的站点地图重定向到另一个网站。',
  'The sitemap {} breaks off. It is tried again next time.': '站点地图 {1} 中断。下次会再试。',
  'The sitemap {} is damaged: it could not be unpacked.': '站点地图 {1} 已损坏，无法解压。',
  'The sitemap {} is larger than 50 MB when it is unpacked.': '站点地图 {1} 解压后超过 50 MB。',
  'There is no sitemap at {} ({}). Look in the site’s robots.txt for its address, or read the site by its links.':
    '{1} 没有站点地图（{2}）。请在网站的 robots.txt 中查找其地址，或按链接读取网站。',
  'This is not a web address.': '这不是网址。',
  'Write the whole address, from https:// on.': '请填写完整的网址，从 https:// 开始。',
  'robots.txt of {} asks not to read its sitemap.': '{1} 的 robots.txt 要求不读取其站点地图。',
  'robots.txt of {} asks not to read this page.': '{1} 的 robots.txt 要求不读取此页面。',
  '{} asks to be left alone for a while (429). It is tried again next time.': '{1} 要求暂停访问（429）。下次会再试。',
  '{} could not say what robots may read (robots.txt: {}). It is tried again next time.':
    '{1} 未能说明爬虫可读取什么（robots.txt：{2}）。下次会再试。',
  '{} could not show this ({}). It is tried again next time.': '{1} 无法显示此内容（{2}）。下次会再试。',
  '{} is no sitemap. Look in the site’s robots.txt for its address.':
    '{1} 不是站点地图。请在网站的 robots.txt 中查找其地址。',
  '{} redirects from https to http, which Patchbay does not follow.': '{1} 从 https 重定向到 http，Patchbay 不会跟随。',
  '{} redirects more often than Patchbay follows.': '{1} 的重定向次数超过 Patchbay 跟随的上限。',
  '{} redirects to something that is no web page.': '{1} 重定向到的不是网页。',
  '{} shows this only to people it knows ({}).': '{1} 只向其认识的人显示此内容（{2}）。',

  'Leave out “..”: only what is inside the folder is read.': '请去掉“..”：只读取文件夹之内的内容。',
  'The server may not read this file. Check its permissions.': '服务器无权读取此文件。请检查其权限。',
  'There is no “{}” in this folder.': '此文件夹中没有“{1}”。',
  'Write it with slashes, such as handbook/en.': '请用斜杠书写，例如 handbook/en。',
  '“{}” leads out of the folder.': '“{1}”指向文件夹之外。',

  'An address without a path, such as https://minio.example.com.': '不带路径的地址，例如 https://minio.example.com。',
  'It lies in the archive ({}) and must be restored before it can be read.': '位于归档存储（{1}），须先恢复才能读取。',
  'Its name cannot be written as an address.': '其名称不能写成地址。',
  'Letters and digits only, without spaces.': '只能是字母和数字，不含空格。',
  'Small letters, digits and hyphens only, such as eu-central-1.': '只能是小写字母、数字和连字符，例如 eu-central-1。',
  'Small letters, digits, dots and hyphens only, such as team-handbook.':
    '只能是小写字母、数字、点和连字符，例如 team-handbook。',
  'The access key may not read this ({}).': '此访问密钥无权读取（{1}）。',
  'The access key was not accepted ({}). Edit the source and paste it again.':
    '访问密钥未被接受（{1}）。请编辑来源并重新粘贴。',
  'The bucket “{}” is not in the region {}. Edit the source.': '存储桶“{1}”不在区域 {2}。请编辑来源。',
  'The service failed ({}). It is tried again next time.': '服务出错（{1}）。下次会再试。',
  'The service gave a list that breaks off. It is tried again next time.': '服务给出的列表中断。下次会再试。',
  'The service gave a list that is larger than 10 MB.': '服务给出的列表超过 10 MB。',
  'The service gave a list with a name that cannot be read.': '服务给出的列表中有无法读取的名称。',
  'The service takes no more requests for now. It is tried again next time.': '服务暂时不再接受请求。下次会再试。',
  'The temporary credentials have run out. Edit the source and paste new ones.':
    '临时凭据已过期。请编辑来源并粘贴新的凭据。',
  'There is no bucket “{}” ({}). Check its name and the address.': '没有存储桶“{1}”（{2}）。请检查名称和地址。',

  'Notion did not accept the token ({}). Edit the source and paste a new one.':
    'Notion 未接受令牌（{1}）。请编辑来源并粘贴新的令牌。',
  'Notion did not answer as it should. It is tried again next time.': 'Notion 的应答不正常。下次会再试。',
  'Notion failed ({}). It is tried again next time.': 'Notion 出错（{1}）。下次会再试。',
  'Notion gave a list that breaks off. It is tried again next time.': 'Notion 给出的列表中断。下次会再试。',
  'Notion takes no more requests for now (429). It is tried again next time.':
    'Notion 暂时不再接受请求（429）。下次会再试。',
  'The database has more than 10,000 rows. Export it as CSV and upload that.':
    '数据库超过 10,000 行。请导出为 CSV 并上传。',
  'The integration may not read this ({}). Give it “Read content” in Notion.':
    '集成无权读取（{1}）。请在 Notion 中授予其“Read content”权限。',
  'The page has more than 10,000 blocks. Split it into several pages.': '页面超过 10,000 个块。请拆分为多个页面。',

  'Google Drive did not understand ({}).': 'Google 云端硬盘无法理解请求（{1}）。',
  'Google Drive failed ({}). It is tried again next time.': 'Google 云端硬盘出错（{1}）。下次会再试。',
  'Google Drive gave a list that breaks off. It is tried again next time.':
    'Google 云端硬盘给出的列表中断。下次会再试。',
  'Google Drive takes no more requests for now. It is tried again next time.':
    'Google 云端硬盘暂时不再接受请求。下次会再试。',
  'Google did not accept the service account ({}). Edit the source and paste a new file.':
    'Google 未接受服务账号（{1}）。请编辑来源并粘贴新的文件。',
  'Google exports at most 10 MB. Split the document.': 'Google 最多导出 10 MB。请拆分文档。',
  'Its owner does not allow downloads.': '其所有者不允许下载。',
  'The Drive API is switched off in the service account’s project. Switch it on in Google Cloud.':
    '服务账号所属项目未启用 Drive API。请在 Google Cloud 中启用。',
  'The folder was not found. Share it with the service account’s address, or check the link.':
    '找不到文件夹。请将其共享给服务账号的地址，或检查链接。',
  'The service account may not read this ({}). Share the folder with its address.':
    '服务账号无权读取（{1}）。请将文件夹共享给其地址。',
}
