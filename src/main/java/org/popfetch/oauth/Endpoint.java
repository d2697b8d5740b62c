package org.popfetch.oauth;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.popfetch.report.Failed;
import org.popfetch.wire.SystemTrust;

/// Asks an authorization server something, over HTTP.
///
/// @param uri where
/// @param timeout for the whole of a request
record Endpoint(URI uri, Duration timeout) {
  /// As long as a mail server may be silent.
  static final Duration TIMEOUT = Duration.ofSeconds(30);

  /// Far more than any token has.
  private static final long MOST = 64 * 1024;

  Endpoint(URI uri) {
    this(uri, TIMEOUT);
  }

  /// Asks once. An error of the server's is an answer too.
  ///
  /// @throws Failed `UNKNOWN_HOST`, `TLS`, `SERVER_REFUSED` when it cannot be reached, falls silent
  ///   or has a fault of its own
  Answer post(Form form, Trouble trouble) throws Failed {
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .timeout(timeout)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Accept", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(form.encoded()))
            .build();
    HttpResponse<byte[]> response = send(request, trouble);
    int status = response.statusCode();
    if (status >= 500 || status == 429 || status == 408) {
      throw trouble.later(uri, status);
    }
    return Answer.of(status, response.body());
  }

  private HttpResponse<byte[]> send(HttpRequest request, Trouble trouble) throws Failed {
    // HTTP/1.1: for a single request the newer one only costs time.
    var builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(timeout);
    if (uri.getScheme().equalsIgnoreCase("https")) {
      builder.sslContext(SystemTrust.context());
    }
    try (HttpClient client = builder.build()) {
      var bounded =
          HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), MOST);
      return client.send(request, bounded);
    } catch (SSLException e) {
      throw trouble.untrusted(uri, e);
    } catch (HttpTimeoutException e) {
      throw trouble.unreachable(
          uri, new IOException("no answer within " + timeout.toSeconds() + " s"));
    } catch (ConnectException e) {
      if (isUnresolved(e)) {
        throw trouble.unknownHost(uri);
      }
      String reason = e.getMessage() == null ? "no connection" : e.getMessage();
      throw trouble.unreachable(uri, new IOException(reason));
    } catch (IOException e) {
      throw trouble.unreachable(uri, e);
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts threads here", e);
    }
  }

  private static boolean isUnresolved(ConnectException e) {
    return Stream.<Throwable>iterate(e, cause -> cause != null, Throwable::getCause)
        .limit(5)
        .anyMatch(UnresolvedAddressException.class::isInstance);
  }
}
