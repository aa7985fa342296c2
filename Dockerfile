# One image: Ieum, its encoder, and the index already built. CPU only, no torch.
FROM python:3.11-slim-bookworm AS build
WORKDIR /src
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /opt/ieum
COPY pyproject.toml README.md LICENSE ./
COPY knowledge knowledge
COPY index index
COPY bot bot
COPY adapters adapters
RUN /opt/ieum/bin/pip install . && IEUM_VAR=/opt/ieum/var /opt/ieum/bin/ieum index build

FROM python:3.11-slim-bookworm
RUN useradd --system --uid 10001 --no-create-home ieum
COPY --from=build --chown=ieum:ieum /opt/ieum /opt/ieum
USER 10001
ENV PATH=/opt/ieum/bin:$PATH IEUM_VAR=/opt/ieum/var IEUM_HOST=0.0.0.0 PYTHONUNBUFFERED=1
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=3s --start-period=20s CMD \
  ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/readyz', timeout=2)"]
CMD ["ieum", "serve"]
