'use client'
import { CodeBlock } from '@/components/ui/code-block'
import { t } from '@/lib/client/messages/t'
import type { TrainedModelDetail } from '@/lib/contracts/training'
import { Panel } from './panel'

/** Calling the model by name from apps and API clients. */
export function UsePanel({ model }: { model: TrainedModelDetail }) {
  const { name, kind, baseUrl: origin } = model
  const snippets = kind === 'classifier' ? classifierSnippets(origin, name) : chatSnippets(origin, name)
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      <Panel title={t('training.useApp')}>
        <p className="text-sm">{t(kind === 'classifier' ? 'training.useClassifierText' : 'training.useChatText')}</p>
      </Panel>
      <Panel title={t('training.useHttp')}>
        <p className="mb-3 text-muted text-sm">{t('training.useHttpText')}</p>
        <div className="flex flex-col gap-3">
          <CodeBlock title={t('training.useCurl')} code={snippets.curl} />
          <CodeBlock title={t('training.usePython')} code={snippets.python} />
        </div>
      </Panel>
    </div>
  )
}

function classifierSnippets(origin: string, name: string) {
  const url = `${origin}/api/v1/models/${name}/predict`
  return {
    curl: [
      `curl ${url} \\`,
      '  -H "Authorization: Bearer $PATCHBAY_API_KEY" \\',
      '  -H "Content-Type: application/json" \\',
      `  -d '{"text": "Where is my invoice?"}'`,
    ].join('\n'),
    python: [
      'import os, requests',
      '',
      'answer = requests.post(',
      `    "${url}",`,
      '    headers={"Authorization": f"Bearer {os.environ[\'PATCHBAY_API_KEY\']}"},',
      '    json={"texts": ["Where is my invoice?", "It crashes"]},',
      ').json()',
      'for prediction in answer["predictions"]:',
      '    print(prediction["label"], prediction["probability"])',
    ].join('\n'),
  }
}

function chatSnippets(origin: string, name: string) {
  const url = `${origin}/api/openai/v1`
  return {
    curl: [
      `curl ${url}/chat/completions \\`,
      '  -H "Authorization: Bearer $PATCHBAY_API_KEY" \\',
      '  -H "Content-Type: application/json" \\',
      `  -d '{"model": "models/${name}", "messages": [{"role": "user", "content": "Hello"}]}'`,
    ].join('\n'),
    python: [
      'import os',
      'from openai import OpenAI',
      '',
      `client = OpenAI(base_url="${url}", api_key=os.environ["PATCHBAY_API_KEY"])`,
      'answer = client.chat.completions.create(',
      `    model="models/${name}",`,
      '    messages=[{"role": "user", "content": "Hello"}],',
      ')',
      'print(answer.choices[0].message.content)',
    ].join('\n'),
  }
}
