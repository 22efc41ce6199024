# syntax=docker/dockerfile:1
# Patchbay as one image: docker build -t patchbay .
# Run it with compose.yaml, or see docs/operate/docker.md.
ARG NODE_IMAGE=docker.io/library/node:24-bookworm-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /app
ENV NEXT_TELEMETRY_DISABLED=1 ONNXRUNTIME_NODE_INSTALL=skip
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN node scripts/build.mjs
# The image has its own Node, and ONNX Runtime ships libraries for every operating system.
RUN npm prune --omit=dev --no-audit --no-fund \
  && rm -rf .next/cache node_modules/node-linux-* node_modules/.bin/node \
    node_modules/onnxruntime-node/bin/napi-*/darwin node_modules/onnxruntime-node/bin/napi-*/win32

FROM ${NODE_IMAGE}
LABEL org.opencontainers.image.title="Patchbay" \
  org.opencontainers.image.description="A self-hosted visual studio for AI apps on any model service" \
  org.opencontainers.image.licenses="Apache-2.0"
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 PATCHBAY_DATA_DIR=/data NEXT_TELEMETRY_DISABLED=1
RUN mkdir /data && chown node:node /data && chmod 0700 /data
WORKDIR /app
COPY --from=build /app/package.json /app/next.config.js /app/LICENSE /app/NOTICE ./
COPY --from=build /app/scripts ./scripts
COPY --from=build /app/public ./public
COPY --from=build /app/drizzle ./drizzle
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY --from=build /app/.next ./.next
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "scripts/healthcheck.mjs"]
# One process per container; scale by starting more containers.
CMD ["node", "scripts/serve.mjs", "1"]
