# One image for every service of ours: Ieum, its encoder, and the index already built.
# CPU only, no torch; docs/operating.md says how large it is, and how that was counted.
FROM python:3.11-slim-bookworm AS build
WORKDIR /src
COPY pyproject.toml README.md LICENSE ./
COPY knowledge knowledge
COPY index index
COPY bot bot
COPY adapters adapters
# The libraries' own tests stay behind, and so does pip: nothing is installed at run time.
# hadolint ignore=DL3013
RUN --mount=type=cache,target=/root/.cache/pip \
    python -m venv --without-pip /opt/ieum \
 && pip --python /opt/ieum/bin/python install '.[postgres]' \
 && find /opt/ieum -depth -type d -name tests -exec rm -r {} + \
 && IEUM_VAR=/var/lib/ieum /opt/ieum/bin/ieum index build

FROM python:3.11-slim-bookworm
RUN groupadd --gid 10001 ieum \
 && useradd --uid 10001 --gid ieum --no-create-home --shell /usr/sbin/nologin ieum \
 && pip uninstall --quiet --yes pip setuptools wheel
# The code belongs to root; all that Ieum may write is in IEUM_VAR.
COPY --from=build /opt/ieum /opt/ieum
COPY --from=build --chown=10001:10001 /var/lib/ieum /var/lib/ieum
USER 10001:10001
WORKDIR /var/lib/ieum
ENV PATH=/opt/ieum/bin:$PATH PYTHONUNBUFFERED=1 \
    IEUM_VAR=/var/lib/ieum IEUM_HOST=0.0.0.0 IEUM_DEMO_PORT=0
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=120s CMD \
  ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/readyz', timeout=4)"]
CMD ["ieum", "serve"]
