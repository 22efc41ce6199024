import 'server-only'
import type { FineTuneConnection, FineTuneService } from './fine-tune-service'
import { FireworksFineTuning } from './fireworks-fine-tuning'
import { OpenAiFineTuning } from './openai-fine-tuning'
import { TogetherFineTuning } from './together-fine-tuning'

/** Opens the client of a provider's fine-tuning API. `fields` are the settings of the connection. */
export function openFineTuning(
  provider: string,
  connection: FineTuneConnection,
  fields: Readonly<Record<string, string>>,
): FineTuneService {
  switch (provider) {
    case 'together':
      return new TogetherFineTuning(connection)
    case 'fireworks':
      return new FireworksFineTuning(
        // Inference lives under /inference, all other endpoints beside it.
        { ...connection, baseUrl: connection.baseUrl.replace(/\/inference\/v1$/, '/v1') },
        fields.account ?? '',
      )
    default:
      return new OpenAiFineTuning(
        connection,
        provider === 'openai' || provider === 'azure-openai' ? 'method' : 'hyperparameters',
      )
  }
}
