# syntax=docker/dockerfile:1
# Parley in a container: docker build --build-arg VERSION="$(git describe --tags --always)" -t parley .
# All that is built is pinned by go.sum and package-lock.json.

FROM node:22-bookworm-slim AS web
WORKDIR /src
COPY web/package.json web/package-lock.json web/
RUN npm ci --prefix web --no-audit --no-fund
COPY . .
RUN npm --prefix web run build

FROM golang:1.26-bookworm AS program
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
COPY --from=web /src/internal/web/dist internal/web/dist
ARG VERSION=dev
RUN CGO_ENABLED=0 go build -trimpath -ldflags "-s -w -X main.version=$VERSION" -o /parley ./cmd/parley && \
    mkdir -p /own && mkdir -m 0700 /own/data /own/tmp

# No shell and no libraries: the program, the certificates of the public authorities, the zones of time.
FROM scratch
COPY --from=program /parley /parley
COPY --from=program /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=program /usr/local/go/lib/time/zoneinfo.zip /zoneinfo.zip
COPY --from=program --chown=65532:65532 /own/ /
USER 65532:65532
ENV ZONEINFO=/zoneinfo.zip PARLEY_DATA_DIR=/data PARLEY_ADDR=0.0.0.0:8080 PARLEY_BASE_URL=http://localhost:8080
VOLUME /data
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD ["/parley", "ready"]
ENTRYPOINT ["/parley"]
CMD ["serve"]
