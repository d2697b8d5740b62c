package org.popfetch.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.popfetch.account.Mechanism;
import org.popfetch.account.Provider;
import org.popfetch.account.Tls;
import org.popfetch.config.Setting.Value;

/// What a table says without saying it: the settings of the provider that it names.
final class Preset {
  private Preset() {}

  /// The settings, which stand where the provider is named; none when it is not, or not known.
  static Map<String, Setting> of(Map<String, Setting> table) {
    @Nullable Setting setting = table.get(Keys.PROVIDER.name());
    return setting != null && setting.value() instanceof Value.Text(String name)
        ? Providers.named(name).map(provider -> settings(provider, setting)).orElse(Map.of())
        : Map.of();
  }

  private static Map<String, Setting> settings(Provider provider, Setting named) {
    var settings = new HashMap<String, Setting>();
    put(settings, named, Keys.HOST, new Value.Text(provider.host()));
    put(settings, named, Keys.PORT, new Value.Whole(Tls.Mode.IMPLICIT.port()));
    put(settings, named, Keys.TLS, new Value.Text(TomlText.word(Tls.Mode.IMPLICIT)));
    if (!provider.auth().isEmpty()) {
      List<Setting> mechanisms =
          provider.auth().stream().map(Mechanism::key).map(key -> item(named, key)).toList();
      put(settings, named, Keys.AUTH, new Value.Items(mechanisms));
    }
    return settings;
  }

  private static void put(Map<String, Setting> settings, Setting named, Key<?> key, Value value) {
    settings.put(key.name(), with(named, value));
  }

  private static Setting item(Setting named, String text) {
    return with(named, new Value.Text(text));
  }

  private static Setting with(Setting named, Value value) {
    return new Setting(named.path(), named.keyPlace(), named.place(), value);
  }
}
