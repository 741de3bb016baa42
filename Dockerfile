# The archive's program, to ingest and to serve; pages and archive lie in a volume:
#   docker build -t baozhi-archive .
#   docker run --rm -v "$PWD/data:/data" baozhi-archive pages/
#   docker run -d -v "$PWD/data:/data" -p 127.0.0.1:8001:8001 baozhi-archive
FROM python:3.12-slim

COPY . /source
RUN pip install --no-cache-dir '/source[fast]' && rm -rf /source \
    && useradd --create-home --uid 1000 reader && mkdir /data && chown reader /data

USER reader
WORKDIR /data
VOLUME /data
EXPOSE 8001
ENTRYPOINT ["ingest"]
CMD ["serve", "archive.db", "--host", "0.0.0.0", "--port", "8001"]
