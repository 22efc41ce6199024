import type { JsonObject } from '@/lib/core/json'

/** The data of a step for an action of an integration. Values are texts with references, or selectors. */
export interface ServiceAction extends JsonObject {
  plugin: string
  action: string
  values: JsonObject
}

const SEARCH =
  /duckduckgo|google|serp|bing|searx|tavily|brave|bocha|exa|jina_?search|web_?search|websearch|bochaai|searchapi|zhipu_search/i
const WIKIPEDIA = /wiki/i
const READER =
  /jina_?reader|webscraper|web_?scraper|web_?browser|fetch_?url|read_?(?:page|url|web)|firecrawl|crawl|url_?component|page_?reader|scrape_?url/i

/** The web search, encyclopedia or page reader that the name of a tool means; null for other tools. */
export function webAction(name: string, input: string | null): (ServiceAction & { instead: string }) | null {
  if (WIKIPEDIA.test(name))
    return { plugin: 'wikipedia', action: 'search-articles', values: fieldOf('query', input), instead: '' }
  if (READER.test(name)) return { ...pageAction(input), instead: /page_?reader/i.test(name) ? '' : name }
  if (!SEARCH.test(name)) return null
  const own = /searx/i.test(name) ? 'searxng' : /brave/i.test(name) ? 'brave-search' : 'tavily'
  const isSame = name.toLowerCase().includes(own.split('-')[0] ?? '')
  return {
    plugin: own,
    action: 'search-web',
    values: fieldOf('query', input),
    instead: isSame || own !== 'tavily' ? '' : name,
  }
}

export function pageAction(url: string | null): ServiceAction {
  return { plugin: 'page-reader', action: 'read-page', values: fieldOf('url', url) }
}

/** A field without a value is filled in by the agent. */
const fieldOf = (field: string, text: string | null): JsonObject => (text === null ? {} : { [field]: text })
