const isDevelopment = process.env.NODE_ENV === 'development'

/** @param {boolean} complete whether for the address with `?complete`: scripts/build/split-contracts.cjs explains it */
function splitContracts(complete) {
  const isComplete = { query: '?complete' }
  return {
    condition: {
      all: [
        'browser',
        { path: /lib\/contracts\/[\w/-]+\.ts$/, content: /^import \{ z \} from 'zod'/m },
        complete ? isComplete : { not: isComplete },
      ],
    },
    loaders: [{ loader: './scripts/build/split-contracts.cjs', options: { complete } }],
    as: '*.js',
  }
}

/** @type {import('next').NextConfig} */
export default {
  // Pages for developers, such as /gallery, are not part of the product.
  pageExtensions: ['tsx', 'ts', ...(isDevelopment ? ['dev.tsx'] : [])],
  distDir: '.next',
  reactStrictMode: true,
  poweredByHeader: false,
  productionBrowserSourceMaps: false,
  // `npm test` type-checks the whole tree; a second pass here would only slow down the first start.
  typescript: { ignoreBuildErrors: true },
  images: { unoptimized: true },
  // For every browser: streamed metadata leaves the tab without a title until the end of a navigation's response.
  htmlLimitedBots: /.*/,
  // Excludes the messages of all languages, and colours: each file explains why.
  turbopack: {
    resolveAlias: { zod: './lib/core/zod-parts.ts', 'd3-color': './lib/client/no-colors.ts' },
    rules: {
      'zod-parts.ts': { loaders: ['./scripts/build/bundle-zod.cjs'], as: '*.js' },
      '*.ts': [
        {
          condition: { path: /messages\/(pages\/)?(en|zh-CN)\/[\w-]+(\.gen)?\.ts$/ },
          loaders: ['./scripts/build/compile-messages.cjs'],
          as: '*.js',
        },
        splitContracts(false),
        splitContracts(true),
      ],
    },
  },
  // The server keeps every source map in memory: five megabytes that only locate errors of pages.
  experimental: { optimizePackageImports: ['lucide-react', 'radix-ui'], turbopackSourceMaps: false },
}
