# Puts the comments of each post into its page while the blog is built, as `page.thread`, and their number as
# `post.comment_count`. Where the node does not answer, the build goes on, and comments come by the script.
require "json"
require "net/http"
require "uri"

module Antiphon
  PATIENCE = 5
  # So many faults in a row, and the node is left alone.
  MOST_FAULTS = 3

  class Asker
    def initialize(node)
      @node = node
      @faults = 0
    end

    # The thread of a post as HTML, rendered and sanitised by the node; nil where there is none.
    def thread(url, lang)
      html = get("/fragment", [["url", url], ["lang", lang], ["built", "yes"]])
      html if html&.start_with?('<section class="antiphon"')
    end

    # How many comments each of some posts has, in words, by address.
    def counts(urls, lang)
      JSON.parse(get("/counts", [["lang", lang], *urls.map { |url| ["url", url] }]) || "{}")["labels"] || {}
    end

    private

    def get(path, query)
      return nil if @faults >= MOST_FAULTS
      uri = URI("#{@node}#{path}?#{URI.encode_www_form(query)}")
      answer = Net::HTTP.start(uri.host, uri.port, use_ssl: uri.scheme == "https", open_timeout: PATIENCE, read_timeout: PATIENCE) { |http| http.get(uri) }
      @faults = 0
      return answer.body.force_encoding("UTF-8") if answer.is_a?(Net::HTTPSuccess)
      Jekyll.logger.warn "Antiphon:", "#{answer.code} for #{uri}"
      nil
    rescue StandardError => error
      @faults += 1
      Jekyll.logger.warn "Antiphon:", "#{@node} does not answer (#{error.message}); comments come by script."
      nil
    end
  end
end

Jekyll::Hooks.register :site, :post_read do |site|
  asker = Antiphon::Asker.new(site.config["antiphon"])
  address = ->(post) { Addressable::URI.parse("#{site.config["url"]}#{site.config["baseurl"]}#{post.url}").normalize.to_s }
  site.posts.docs.each_slice(20) do |posts|
    counts = asker.counts(posts.map(&address), site.config["lang"] || "en")
    posts.each do |post|
      post.data["comment_count"] = counts[address.(post)]
      post.data["thread"] = asker.thread(address.(post), post.data["lang"] || "en")
    end
  end
end
