import type { Sentences } from '../sentence-book'

/** What the inbox tells, by itself. */
export const alerts: Sentences = {
  ' by one end user': '（一位终端用户）',
  ' by the {} {}': '（{1} {2}）',
  ' by visitors without a name of one address': '（同一地址的匿名访客）',
  '“{}” could not be synced': '“{1}”无法同步',
  '“{}”: version {} asks to go to {}': '“{1}”：版本 {2} 申请进入 {3}',
  '“{}”: version {} breaks its rules in {}': '“{1}”：版本 {2} 在 {3} 中不符合规则',
  '“{}”: version {} broke its rules and was rolled back in {}': '“{1}”：版本 {2} 在 {3} 中不符合规则，已回滚',
  '“{}”: version {} broke its rules and was stopped in {}': '“{1}”：版本 {2} 在 {3} 中不符合规则，已停止',
  '“{}”: version {} was approved for {}': '“{1}”：版本 {2} 已获准进入 {3}',
  '“{}”: version {} was declined for {}': '“{1}”：版本 {2} 被拒绝进入 {3}',
  '“{}”: version {} did not go to {}': '“{1}”：版本 {2} 未进入 {3}',
  '“{}”: version {} is live in {}': '“{1}”：版本 {2} 已在 {3} 上线',
  '“{}”: version {} meets its rules in {}': '“{1}”：版本 {2} 在 {3} 中符合规则',
  '“{}”: version {} met its rules and is live in {}': '“{1}”：版本 {2} 符合规则，已在 {3} 上线',
  '{} are spent{}. Calls of models are refused now. {}': '已花费 {1}{2}。模型调用现在会被拒绝。{3}',
  '{} are spent{}. When the rest is used up, calls of models are refused. {}':
    '已花费 {1}{2}。剩余部分用完后，模型调用会被拒绝。{3}',
  '{} are spent. Calls of models are refused now. {}': '已花费 {1}。模型调用现在会被拒绝。{2}',
  '{} are spent. When the rest is used up, calls of models are refused. {}':
    '已花费 {1}。剩余部分用完后，模型调用会被拒绝。{2}',
  '{} agreed. {}': '{1}已同意。{2}',
  '{} agreed.': '{1}已同意。',
  '{} declined it.': '{1}已拒绝。',
  'There is no address any more that it could be sent to.': '已没有可以发送到的地址。',
  'It is live now.': '现已上线。',
  'It goes live at its time.': '将按计划时间上线。',
  'The canary has started.': '灰度已开始。',
  '{} asks for it. Somebody else must agree.': '申请人：{1}。须由另一个人同意。',
  '{} asks for it: “{}”. Somebody else must agree.': '申请人：{1}，“{2}”。须由另一个人同意。',
  '{} has no callback secret': '{1}没有回调密钥',
  '{} It is tried again at its next time, or run it now.': '{1}到下次时间会再试，也可以现在运行。',
  '{} It will not be tried again by itself: mend the cause, then start it again.':
    '{1}不会再自动重试：请先排除原因，再重新开始。',
  '{} It will not be tried again by itself: mend the cause, then send it again.':
    '{1}不会再自动重试：请先排除原因，再重新发送。',
  '{} It will not be tried again by itself: mend the cause, then try it again under Settings, Queue.':
    '{1}不会再自动重试：请先排除原因，再到“设置”的“队列”中重试。',
  '{} answered without tools': '{1}在缺少工具的情况下作了回答',
  '“{}” did not list its tools. {}': '“{1}”没有列出它的工具。{2}',
  '{} lacks a secret': '{1}缺少密钥变量',
  '{} of the new version and {} of the live one have finished; each needs {}.':
    '新版本已完成 {1} 次，线上版本已完成 {2} 次；各需 {3} 次。',
  '{} of the first {} runs failed, against {} % of the live version: more than its rule allows, even if all others succeed.':
    '前 {2} 次运行中有 {1} 次失败，线上版本为 {3}%：即使其余全部成功，也已超出规则允许的范围。',
  '{} of {}': '{2} 中的 {1}',
  '{} stopped it. Visitors read: {}': '由 {1} 停止。访客看到：{2}',
  '{} times were left out, since no server was there. Run it now if it is needed.':
    '因为没有服务器在运行，略过了 {1} 次。如有需要，请现在运行。',
  '{} The previous version is still live.': '{1}之前上线的版本仍在运行。',
  '{}: public traffic is stopped': '{1}：公开流量已停止',
  'A background run could not be started': '后台运行无法启动',
  'A check of a model broke off': '模型检查中断',
  'A data set could not be filled': '数据集无法导入',
  'A document could not be taken in': '文档无法导入',
  'A fine-tuning could not be followed': '无法跟踪微调的进展',
  'The clock of {} is wrong': '{1} 的时钟不准',
  "It is {} seconds ahead of the database's. Times of runs are corrected, but certificates, signed links and schedules by date may fail there. Set the clock, for example by NTP.":
    '它比数据库的时钟快 {1} 秒。运行的时间会被校正，但该机器上的证书、签名链接和按日期的计划可能失败。请校准时钟，例如使用 NTP。',
  "It is {} seconds behind the database's. Times of runs are corrected, but certificates, signed links and schedules by date may fail there. Set the clock, for example by NTP.":
    '它比数据库的时钟慢 {1} 秒。运行的时间会被校正，但该机器上的证书、签名链接和按日期的计划可能失败。请校准时钟，例如使用 NTP。',
  'Runs of “{}” show no progress': '“{1}”的运行没有进展',
  '{} are queued or running, and nothing happened in them for {} minutes. Check that a process with ROLE=worker or ROLE=all is running. The oldest can be cancelled and retried on its page.':
    '有 {1} 次运行正在排队或执行，但已有 {2} 分钟没有任何进展。请确认有 ROLE=worker 或 ROLE=all 的进程在运行。最早的一次可以在其页面上取消并重试。',
  'A proxy is not trusted': '代理未受信任',
  'Requests from {} have X-Forwarded-For, which is not believed. If {} is your proxy, set TRUSTED_PROXIES to it: until then all visitors behind it share the limits of one address. Otherwise ignore this.':
    '来自 {1} 的请求带有 X-Forwarded-For，但不会被采信。如果 {2} 是您的代理，请将 TRUSTED_PROXIES 设为它：在此之前，其后的所有访客共用一个地址的限额。否则请忽略此提示。',
  'A job failed for good': '任务最终失败',
  'A model was called whose price is not known. Such calls count 0 for the budget. Give the model a price under Models, or limit it at its service.':
    '调用了价格未知的模型。此类调用在预算中按 0 计。请在“模型”中为它设定价格，或在其服务商处加以限制。',
  'A question could not be sent to its address': '问题无法发送到指定地址',
  'A question was to be sent to an address, but nothing can sign it. Make a secret under Automations. The question waits in the inbox.':
    '有一个问题要发送到指定地址，但没有可用于签名的密钥。请在“自动化”中生成密钥。该问题在收件箱中等待。',
  'A result could not be delivered': '结果无法送达',
  'A run of {} was given up': '{1}的一次运行已被放弃',
  'A source could not be synced': '来源无法同步',
  'A training broke off': '训练中断',
  'When the rest is used up, visitors can send no more files. Delete files under Publish → Protection.':
    '其余部分用完后，访客将无法再发送文件。请在“发布 → 防护”中删除文件。',
  'Files of visitors use 80 % of their share': '访客文件已占用其份额的 80%',
  'A visitor’s request could not be sent to its address': '访客的请求无法发送到指定地址',
  'A visitor’s request was to be sent to an address, but nothing can sign it. Make a secret under Automations.':
    '有一个访客请求要发送到指定地址，但没有可用于签名的密钥。请在“自动化”中生成密钥。',
  'An experiment of the retrieval lab broke off': '检索实验中断',
  'An index could not be built': '索引无法建立',
  'An old index could not be deleted': '旧索引无法删除',
  'As planned by {}.': '按 {1} 的计划。',
  'As planned by {}, but a minute late: no server was there.': '按 {1} 的计划，但晚了 1 分钟：当时没有服务器在运行。',
  'As planned by {}, but {} minutes late: no server was there.':
    '按 {1} 的计划，但晚了 {2} 分钟：当时没有服务器在运行。',
  'At least {} times were left out, since no server was there. Run it now if it is needed.':
    '因为没有服务器在运行，至少略过了 {1} 次。如有需要，请现在运行。',
  'Budget at {} %: “{}”': '预算已用 {1}%：“{2}”',
  'Budget used up: “{}”': '预算已用完：“{1}”',
  'Calls without a known price: “{}”': '价格未知的调用：“{1}”',
  'Cost of a run: {} against {} (at most {} % more).': '每次运行的费用：{1}，对比 {2}（最多高 {3}%）。',
  'Cost of a run: not compared, since {} runs called a model without a known price.':
    '每次运行的费用：未比较，因为有 {1} 次运行调用了价格未知的模型。',
  'Failed runs: {} % against {} % (at most {} points more).': '失败的运行：{1}%，对比 {2}%（最多高 {3} 个百分点）。',
  'Feedback: too few ratings to say.': '反馈：评价太少，无法判断。',
  'Good ratings: {} % against {} %.': '好评：{1}%，对比 {2}%。',
  'It resets on {} at 00:00 UTC.': '将于 {1} 00:00（UTC）重新开始。',
  'It could not be read.': '无法读取。',
  'It does not reset. Raise its limit to continue.': '不会重新开始：如要继续，请提高限额。',
  'It failed unexpectedly.': '意外失败。',
  'Its rules were met.': '符合规则。',
  'Metadata could not be read by a model': '无法用模型读取元数据',
  'No reason is known.': '原因不明。',
  'job timed out.': '任务超时。',
  'One time was left out, since no server was there. Run it now if it is needed.':
    '因为没有服务器在运行，略过了一次。如有需要，请现在运行。',
  'Questions for the retrieval lab could not be written': '检索实验的问题无法生成',
  'Slowest twentieth: {} ms against {} ms (at most {} % more).':
    '最慢的二十分之一：{1} 毫秒，对比 {2} 毫秒（最多高 {3}%）。',
  'The schedule “{}” could not run': '定时“{1}”无法运行',
  'The schedule “{}” was missed': '错过了定时“{1}”',
  'The source could not be opened.': '来源无法打开。',
}
